from guihua.directory.models.attention import AttentionRule
from guihua.directory.models.factors import Authenticator, Factor, FactorDemand, Passkey, RecoveryCode
from guihua.directory.models.invitations import Invitation, Misses, PasswordLink
from guihua.directory.models.keys import ApiKey, KeyUse
from guihua.directory.models.organisations import Organisation, OrganisationKind, SchoolNature
from guihua.directory.models.people import Gender, Person, PersonGram, PersonHandle
from guihua.directory.models.places import Community, Subdistrict
from guihua.directory.models.resemblances import Alike, Decision, Merge, Resemblance, ResemblanceQuerySet
from guihua.directory.models.rights import Consent, ConsentPurpose, Purpose, Reading, SealedField
from guihua.directory.models.sign_ins import Ending, KeptForm, SignIn
from guihua.directory.models.users import Grant, Membership, Role, User

__all__ = [
    "Alike",
    "ApiKey",
    "AttentionRule",
    "Authenticator",
    "Community",
    "Consent",
    "ConsentPurpose",
    "Decision",
    "Ending",
    "Factor",
    "FactorDemand",
    "Gender",
    "Grant",
    "Invitation",
    "KeptForm",
    "KeyUse",
    "Membership",
    "Merge",
    "Misses",
    "Organisation",
    "OrganisationKind",
    "Passkey",
    "PasswordLink",
    "Person",
    "PersonGram",
    "PersonHandle",
    "Purpose",
    "Reading",
    "RecoveryCode",
    "Resemblance",
    "ResemblanceQuerySet",
    "Role",
    "SchoolNature",
    "SealedField",
    "SignIn",
    "Subdistrict",
    "User",
]

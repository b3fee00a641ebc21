from guihua.directory.models.invitations import Invitation, Misses, PasswordLink
from guihua.directory.models.organisations import Organisation, OrganisationKind, SchoolNature
from guihua.directory.models.people import Gender, Person, PersonGram, PersonHandle
from guihua.directory.models.places import Community, Subdistrict
from guihua.directory.models.resemblances import Alike, Decision, Merge, Resemblance, ResemblanceQuerySet
from guihua.directory.models.rights import Consent, ConsentPurpose, Purpose, Reading, SealedField
from guihua.directory.models.sign_ins import Ending, KeptForm, SignIn
from guihua.directory.models.users import Grant, Membership, Role, User

__all__ = [
    "Alike",
    "Community",
    "Consent",
    "ConsentPurpose",
    "Decision",
    "Ending",
    "Gender",
    "Grant",
    "Invitation",
    "KeptForm",
    "Membership",
    "Merge",
    "Misses",
    "Organisation",
    "OrganisationKind",
    "PasswordLink",
    "Person",
    "PersonGram",
    "PersonHandle",
    "Purpose",
    "Reading",
    "Resemblance",
    "ResemblanceQuerySet",
    "Role",
    "SchoolNature",
    "SealedField",
    "SignIn",
    "Subdistrict",
    "User",
]

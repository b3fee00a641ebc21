from guihua.directory.models.organisations import Organisation, OrganisationKind, SchoolNature
from guihua.directory.models.people import Person, PersonHandle, Resemblance
from guihua.directory.models.places import Community, Subdistrict
from guihua.directory.models.sign_ins import Ending, KeptForm, SignIn
from guihua.directory.models.users import Grant, Membership, Role, User

__all__ = [
    "Community",
    "Ending",
    "Grant",
    "KeptForm",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonHandle",
    "Resemblance",
    "Role",
    "SchoolNature",
    "SignIn",
    "Subdistrict",
    "User",
]

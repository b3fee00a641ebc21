from guihua.directory.models.organisations import Organisation, OrganisationKind, SchoolNature
from guihua.directory.models.people import Person, PersonHandle, Resemblance
from guihua.directory.models.places import Community, Subdistrict
from guihua.directory.models.users import Grant, Membership, Role, User

__all__ = [
    "Community",
    "Grant",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonHandle",
    "Resemblance",
    "Role",
    "SchoolNature",
    "Subdistrict",
    "User",
]

"""The export that every build makes: the site as a folder of files."""

from carrel.exports.export import Export
from carrel.site.documents import offline
from carrel.site.outputs import outputs

SITE = Export(
    name="site",
    description="the site as a folder, as carrel build publishes it",
    outputs=outputs,
    listings=offline.listings,
    search=True,
)

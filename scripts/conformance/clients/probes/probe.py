"""What a client by openapi-python-client does: see ../generated.ts."""
import json
import os

from generated import AuthenticatedClient, Client
from generated.api.album import (
    create_album,
    create_photo_ticket,
    create_share,
    list_photos,
    list_share_photos,
    open_share,
    upload_photo,
)
from generated.models import (
    CreateAlbumRequest,
    CreateShareRequest,
    ErrorAnswer,
    OpenLinkRequest,
    PhotoTicketRequest,
    UploadPhotoBody,
)
from generated.types import File

url = os.environ["TESSERA_URL"]
api = AuthenticatedClient(base_url=url, token=os.environ["TESSERA_TOKEN"])
guest = Client(base_url=url)

album = create_album.sync(client=api, body=CreateAlbumRequest(name="Generated"))
refused = create_album.sync_detailed(client=api, body=CreateAlbumRequest(name=""))
assert isinstance(refused.parsed, ErrorAnswer)
told = refused.parsed.error
announced = PhotoTicketRequest(album_id=album.id, filename="a.jpg", content_type="image/jpeg", file_size=4)
ticket = create_photo_ticket.sync(client=api, body=announced)
listed = list_photos.sync(album.id, client=api, limit=10)
link = create_share.sync(album.id, client=api, body=CreateShareRequest())
session = open_share.sync(link.token, client=guest, body=OpenLinkRequest()).session
seen = list_share_photos.sync(link.token, client=guest, x_share_session=session)
with open(os.environ["TESSERA_PHOTO"], "rb") as photo:
    file = File(payload=photo, file_name="lake.jpg", mime_type="image/jpeg")
    stored = upload_photo.sync(client=api, body=UploadPhotoBody(album_id=album.id, file=file))
print(
    json.dumps(
        {
            "album": album.id,
            "refused": f"{refused.status_code.value} {told.code} {told.details[0].field}",
            "length": ticket.upload_headers["content-length"],
            "photos": len(listed.items),
            "guest": len(seen.items),
            "form": stored.photo_id,
        }
    )
)

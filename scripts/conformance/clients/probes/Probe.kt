// What a client by openapi-generator for Kotlin does: see ../generated.ts.
import com.squareup.moshi.Types
import java.io.File
import kotlin.system.exitProcess
import tessera.apis.AlbumApi
import tessera.infrastructure.ApiClient
import tessera.infrastructure.ClientError
import tessera.infrastructure.ClientException
import tessera.infrastructure.Serializer
import tessera.models.CreateAlbumRequest
import tessera.models.CreateShareRequest
import tessera.models.ErrorAnswer
import tessera.models.OpenLinkRequest
import tessera.models.PhotoTicketRequest

fun main() {
    val url = System.getenv("TESSERA_URL")
    val guest = AlbumApi(url)
    val api = AlbumApi(url)
    ApiClient.accessToken = System.getenv("TESSERA_TOKEN")
    val album = api.createAlbum(CreateAlbumRequest(name = "Generated"))
    val refused = try {
        api.createAlbum(CreateAlbumRequest(name = ""))
        "not refused"
    } catch (error: ClientException) {
        val body = (error.response as ClientError<*>).body as String
        val told = Serializer.moshi.adapter(ErrorAnswer::class.java).fromJson(body)!!.error
        "${error.statusCode} ${told.code} ${told.details[0].field}"
    }
    val ticket = api.createPhotoTicket(PhotoTicketRequest("a.jpg", "image/jpeg", 4, album.id))
    val listed = api.listPhotos(album.id, limit = 10)
    val link = api.createShare(album.id, CreateShareRequest())
    val session = guest.openShare(link.token, OpenLinkRequest()).session
    val seen = guest.listSharePhotos(link.token, session)
    val stored = api.uploadPhoto(album.id, File(System.getenv("TESSERA_PHOTO")))
    val told = mapOf(
        "album" to album.id,
        "refused" to refused,
        "length" to ticket.uploadHeaders["content-length"],
        "photos" to listed.items.size.toString(),
        "guest" to seen.items.size.toString(),
        "form" to stored.photoId,
    )
    val types = Types.newParameterizedType(Map::class.java, String::class.java, String::class.java)
    println(Serializer.moshi.adapter<Map<String, String?>>(types).toJson(told))
    // The HTTP client keeps threads for a while.
    exitProcess(0)
}

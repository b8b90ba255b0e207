namespace Chatbot.Simulator.Phones;

/// <summary>Files for people who have none at hand: a picture, a voice note, a sticker.</summary>
internal static class Samples
{
    /// <summary>The file of what was sent, its own or a sample; null when it is unreadable or of another kind.</summary>
    public static (string ContentType, byte[] Bytes)? Read(Typed typed)
    {
        var (name, contentType) = typed.Kind switch
        {
            TypedKind.Image => ("contoh-gambar.png", "image/png"),
            TypedKind.Voice => ("contoh-suara.ogg", "audio/ogg"),
            TypedKind.Sticker => ("contoh-stiker.webp", "image/webp"),
            TypedKind.Text or TypedKind.Button or TypedKind.List or TypedKind.Location => ("", ""),
        };
        if (name.Length == 0)
            return null;
        if (typed.Data.Length == 0)
            return (contentType, PageFiles.Read(name));

        var wanted = typed.Kind == TypedKind.Voice ? "audio/" : "image/";
        if (!typed.ContentType.StartsWith(wanted, StringComparison.Ordinal))
            return null;

        var bytes = new byte[(typed.Data.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(typed.Data, bytes, out var length) ? (typed.ContentType, bytes[..length]) : null;
    }
}

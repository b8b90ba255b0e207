using QRCoder;

namespace Chatbot.Console.SignIn;

/// <summary>A QR code as a picture in the page itself, so that what it says is in no address.</summary>
internal static class QrPicture
{
    /// <summary>SVG without styles or scripts.</summary>
    public static string Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = string.Concat(
            from y in Enumerable.Range(0, rows.Count)
            from x in Enumerable.Range(0, rows[y].Length)
            where rows[y][x]
            select string.Create(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z"));
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {rows.Count} {rows.Count}\" role=\"img\" aria-label=\"Gambar QR untuk aplikasi autentikator\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>";
    }
}

using System.Text.RegularExpressions;
using QRCoder;

namespace Chatbot.Campaigns.Sources;

/// <summary>QR codes of links, for papers and screens. Level M: read also when a corner is dirty.</summary>
internal static partial class QrCodes
{
    private const int PixelsPerModule = 16;

    /// <summary>Without a size of its own: it grows with what it stands in.</summary>
    public static string Svg(string link)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        var svg = code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
        return Declaration().Replace(svg, "");
    }

    public static byte[] Png(string link)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }

    [GeneratedRegex(@"\A\s*<\?xml[^>]*\?>\s*")]
    private static partial Regex Declaration();
}

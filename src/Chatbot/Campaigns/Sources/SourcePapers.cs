using System.Net;
using System.Text.RegularExpressions;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Campaigns.Sources;

/// <summary>The papers that can be printed, as they stand in <c>dialogs/papers/</c>.</summary>
/// <param name="Poster">For a wall.</param>
/// <param name="Letter">For shops and offices.</param>
internal sealed record PaperTexts(string Poster, string Letter);

/// <summary>Links, QR codes and papers of source codes, with the prices of the day on which they are made.</summary>
internal sealed partial class SourcePapers(PaperTexts papers, IKnowledge knowledge, OurAddresses ours, Database database)
{
    /// <summary>What somebody sends when he taps the link.</summary>
    public static string MessageOf(SourceCode source) =>
        source.Kind == SourceKind.Event ? $"HADIR {source.Code}" : $"Halo, saya mau daftar ({source.Code})";

    /// <summary>What somebody types who has only read the code.</summary>
    public static string KeywordOf(SourceCode source) => source.Kind == SourceKind.Event ? $"HADIR {source.Code}" : $"DAFTAR {source.Code}";

    /// <summary>The digits of the first number on WhatsApp that receives and is the organisation's; null when it has none.</summary>
    public async Task<string?> NumberAsync(string organisation, CancellationToken cancellationToken)
    {
        var owners = await database.ReadAsync(session => Ownership.SendersAsync(session, cancellationToken), cancellationToken);
        return ours.On("whatsapp").FirstOrDefault(own => own.CanReceive && own.Address.Contains('+', StringComparison.Ordinal)
            && (owners.GetValueOrDefault(own.Address) ?? Ownership.First) == organisation) is { } own
            ? own.Address[(own.Address.IndexOf('+', StringComparison.Ordinal) + 1)..]
            : null;
    }

    /// <summary><c>https://wa.me/62811…?text=…</c>.</summary>
    public static string LinkOf(SourceCode source, string number) => $"https://wa.me/{number}?text={Uri.EscapeDataString(MessageOf(source))}";

    /// <summary>The paper as HTML, whole in itself.</summary>
    /// <param name="source">The code.</param>
    /// <param name="number">To write to, see <see cref="NumberAsync"/>.</param>
    /// <param name="letter">A letter, not a poster.</param>
    /// <param name="localNow">At the branch.</param>
    public string Of(SourceCode source, string number, bool letter, DateTimeOffset localNow)
    {
        var today = CoverageMonth.InWords(DateOnly.FromDateTime(localNow.DateTime));
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["kode"] = source.Code,
            ["nomor"] = "+" + number,
            ["nama"] = source.Name,
            ["tempat"] = source.Place,
            ["mitra"] = source.Partner.Length > 0 ? $"Bersama {source.Partner}" : "",
            ["ajakan"] = source.Kind == SourceKind.Event ? "Catat kehadiran lewat WhatsApp" : "Daftar lewat WhatsApp",
            ["ketik"] = KeywordOf(source),
            ["tanggal"] = today,
        };
        return Fill(letter ? papers.Letter : papers.Poster, name => name == "qr" ? QrCodes.Svg(LinkOf(source, number))
            : WebUtility.HtmlEncode(values.TryGetValue(name, out var own) ? own : knowledge.Text(name, localNow) ?? throw new InvalidDataException($"The paper names {{{name}}}, which nobody knows.")));
    }

    /// <summary>What the papers name and nobody knows, for the check of the dialogs.</summary>
    public static IReadOnlyList<string> Mistakes(PaperTexts papers, IKnowledge knowledge, DateTimeOffset now)
    {
        string[] own = ["qr", "kode", "nomor", "nama", "tempat", "mitra", "ajakan", "ketik", "tanggal"];
        return
        [
            .. new[] { ("papers/poster.html", papers.Poster), ("papers/surat.html", papers.Letter) }.SelectMany(paper =>
                paper.Item2.Length == 0 ? [$"{paper.Item1} is missing or empty"]
                : Named(paper.Item2).Where(name => !own.Contains(name) && knowledge.Text(name, now) is null).Select(name => $"{paper.Item1}: nobody knows {{{name}}}")),
        ];
    }

    // Braces of styles hold spaces or stand alone; those of comments are words for whoever edits.
    private static string Fill(string paper, Func<string, string> of) =>
        EmptyLine().Replace(Placeholder().Replace(Comment().Replace(paper, ""), match => of(match.Groups[1].Value)), "");

    private static IEnumerable<string> Named(string paper) => Placeholder().Matches(Comment().Replace(paper, "")).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9._:-]*)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"<!--.*?-->\s*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"<div(?: class=""\w+"")?></div>\s*")]
    private static partial Regex EmptyLine();
}

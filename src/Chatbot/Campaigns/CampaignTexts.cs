using System.Text.RegularExpressions;
using Chatbot.Campaigns.Trust;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Sms;
using Chatbot.Templates;

namespace Chatbot.Campaigns;

/// <summary>A variant as it goes out: its two forms, with variables in braces.</summary>
/// <param name="WhatsApp">Null: not by WhatsApp.</param>
/// <param name="Sms">Null: not by SMS.</param>
/// <param name="Template">Null: free words.</param>
internal sealed record CampaignForms(string? WhatsApp, string? Sms, MessageTemplate? Template);

/// <summary>What somebody reads.</summary>
/// <param name="Forms">With variables.</param>
/// <param name="Values">By variable; <c>{kanal}</c> too.</param>
internal sealed record FilledText(CampaignForms Forms, IReadOnlyDictionary<string, string> Values)
{
    public string? WhatsApp => Forms.WhatsApp is { } text ? CampaignTexts.Put(text, Values) : null;

    /// <summary>In GSM-7.</summary>
    public string? Sms => Forms.Sms is { } text ? SmsText.ToGsm7(CampaignTexts.Put(text, Values)) : null;
}

/// <summary>The texts of campaigns: what stands in them, what is wrong with them, what a person reads.</summary>
internal sealed partial class CampaignTexts(TemplateBook book, IKnowledge knowledge, OurAddresses ours, WordingRules wording)
{
    public const string Name = "nama";
    public const string Check = "cek";
    public const string Code = "kode";
    public const string Channel = "kanal";

    /// <summary>For somebody whose name nobody knows, or a phone that several share.</summary>
    public const string Nobody = "Bapak/Ibu";

    private const int LongestWhatsApp = 1_024;
    private const int MostSegments = 3;
    private const string SomeCheck = "K7MQ4";

    public CampaignForms FormsOf(CampaignVariant variant) =>
        variant.Template is { } id
            ? book.Find(id) is { } template ? new CampaignForms(template.Body, template.Sms, template) : new CampaignForms(null, null, null)
            : new CampaignForms(Some(variant.WhatsApp), Some(variant.Sms), null);

    /// <summary>On which channels a campaign can go, as its texts and our senders allow.</summary>
    public Audiences.CampaignChannels ChannelsOf(CampaignContent content)
    {
        var forms = content.Variants.Select(FormsOf).ToList();
        return new(forms.All(form => form.WhatsApp is not null) && ours.On("whatsapp").Any(), forms.All(form => form.Sms is not null) && ours.On("sms").Any());
    }

    /// <summary>The text for somebody.</summary>
    /// <param name="campaign">What it belongs to.</param>
    /// <param name="variant">Which of its texts.</param>
    /// <param name="name">As on the KTP or a list; null when nobody knows.</param>
    /// <param name="localNow">There: facts and prices are those of the day.</param>
    /// <exception cref="InvalidDataException">A variable has no value; <see cref="Mistakes"/> tells so before.</exception>
    public FilledText Fill(Campaign campaign, CampaignVariant variant, string? name, DateTimeOffset localNow) =>
        Fill(campaign.Content, campaign.CheckCode, campaign.Source, variant, name, localNow);

    /// <summary>The text while it is still being written: what has no value yet stays in its braces.</summary>
    /// <param name="content">All texts and values.</param>
    /// <param name="check">The code of the campaign; null for one that has none yet.</param>
    /// <param name="source">The source code; may be empty.</param>
    /// <param name="variant">Which of the texts.</param>
    /// <param name="name">Of whom reads it; null when nobody knows.</param>
    /// <param name="localNow">There.</param>
    public FilledText Preview(CampaignContent content, string? check, string source, CampaignVariant variant, string? name, DateTimeOffset localNow)
    {
        var forms = FormsOf(variant);
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var variable in VariablesOf(forms))
            if (ValueOf(variable, content.Values, check ?? SomeCheck, source, name, localNow) is { } value)
                values[variable] = value;
        return new FilledText(forms, values);
    }

    /// <summary>The variables that staff has to fill, in the order in which they stand: no other knows their values.</summary>
    public IReadOnlyList<string> ToFill(CampaignContent content, DateTimeOffset localNow) =>
    [
        .. content.Variants.SelectMany(variant => VariablesOf(FormsOf(variant))).Distinct(StringComparer.Ordinal)
            .Where(name => name is not (Name or Check or Channel or Code) && knowledge.Text(name, localNow) is null),
    ];

    private FilledText Fill(CampaignContent content, string check, string source, CampaignVariant variant, string? name, DateTimeOffset localNow)
    {
        var forms = FormsOf(variant);
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var variable in VariablesOf(forms))
        {
            values[variable] = ValueOf(variable, content.Values, check, source, name, localNow)
                ?? throw new InvalidDataException($"The variable {{{variable}}} has no value.");
        }

        return new FilledText(forms, values);
    }

    /// <summary>What keeps the content from going out, in words for the staff.</summary>
    public IReadOnlyList<string> Mistakes(CampaignDraft draft, DateTimeOffset localNow)
    {
        var content = draft.Content;
        List<string> mistakes = [];
        if (content.Variants.Count is 0 or > 4) mistakes.Add("Kampanye punya satu sampai empat versi teks.");
        if (content.Variants.Sum(variant => variant.Share) != 100 || content.Variants.Any(variant => variant.Share <= 0)) mistakes.Add("Bagian semua versi harus berjumlah 100 persen.");
        if (content.Variants.DistinctBy(variant => variant.Name).Count() < content.Variants.Count) mistakes.Add("Dua versi bernama sama.");
        foreach (var variant in content.Variants) mistakes.AddRange(MistakesOf(draft, variant, localNow).Select(mistake => $"Versi {variant.Name}: {mistake}"));
        if (mistakes.Count == 0 && ChannelsOf(content) is { WhatsApp: false, Sms: false }) mistakes.Add("Tidak ada pengirim untuk saluran teks ini.");
        return mistakes;
    }

    /// <summary>What the approver has to see: promises, politics.</summary>
    public IReadOnlyList<WordingFinding> Findings(CampaignContent content, DateTimeOffset localNow)
    {
        List<WordingFinding> findings = [];
        foreach (var variant in content.Variants)
        {
            var forms = FormsOf(variant);
            foreach (var (channel, text) in new[] { ("WhatsApp", forms.WhatsApp), ("SMS", forms.Sms) })
            {
                if (text is null) continue;
                var said = Variable().Replace(text, match => ValueOf(match.Groups[1].Value, content.Values, SomeCheck, "JBR01", null, localNow) ?? match.Value);
                findings.AddRange(wording.Find($"{variant.Name}, {channel}", said));
            }
        }

        return findings;
    }

    public static string Put(string text, IReadOnlyDictionary<string, string> values) =>
        Variable().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    public static IEnumerable<string> VariablesOf(string text) => Variable().Matches(text).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> VariablesOf(CampaignForms forms) =>
        new[] { forms.WhatsApp, forms.Sms }.OfType<string>().SelectMany(VariablesOf).Distinct(StringComparer.Ordinal);

    /// <summary>«SITI AMINAH» is greeted as Siti.</summary>
    public static string Greeting(string? name)
    {
        var first = (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word.Count(char.IsLetter) > 1 && word.All(letter => char.IsLetter(letter) || letter is '\'' or '-'));
        return first is null ? Nobody : char.ToUpperInvariant(first[0]) + first[1..].ToLowerInvariant();
    }

    private IEnumerable<string> MistakesOf(CampaignDraft draft, CampaignVariant variant, DateTimeOffset localNow)
    {
        var forms = FormsOf(variant);
        if (variant.Template is { } id)
        {
            if (forms.Template is not { } template)
            {
                yield return $"templat {id} tidak ada.";
                yield break;
            }

            if (template.Category != CategoryOf(draft.Purpose)) yield return $"templat {id} bukan untuk {(draft.Purpose == CampaignPurpose.Promotion ? "ajakan" : "pemberitahuan")}.";
        }

        if (forms is { WhatsApp: null, Sms: null })
        {
            yield return "teksnya masih kosong.";
            yield break;
        }

        foreach (var (channel, text) in new[] { ("WhatsApp", forms.WhatsApp), ("SMS", forms.Sms) })
        {
            if (text is null) continue;
            var unknown = VariablesOf(text).Where(name => ValueOf(name, draft.Content.Values, SomeCheck, draft.Source, "Siti", localNow) is null).ToList();
            foreach (var name in unknown) yield return $"{{{name}}} di teks {channel} belum punya isi.";
            if (!VariablesOf(text).Contains(Check)) yield return $"teks {channel} belum memuat {{cek}}: orang harus bisa memastikan pesan ini asli dengan CEK.";
            if (unknown.Count > 0) continue;
            var said = Variable().Replace(text, match => ValueOf(match.Groups[1].Value, draft.Content.Values, SomeCheck, draft.Source, "Wwwwwwwwww", localNow) ?? "");
            foreach (var mistake in channel == "SMS" ? SmsMistakes(text, said) : WhatsAppMistakes(draft, said)) yield return mistake;
        }
    }

    private static IEnumerable<string> WhatsAppMistakes(CampaignDraft draft, string said)
    {
        if (said.Length > LongestWhatsApp) yield return $"teks WhatsApp lebih dari {LongestWhatsApp} huruf.";
        if (draft.Purpose == CampaignPurpose.Promotion && !said.Contains("BERHENTI", StringComparison.Ordinal)) yield return "ajakan harus menyebut BERHENTI, supaya orang tahu cara menolaknya.";
    }

    private IEnumerable<string> SmsMistakes(string text, string said)
    {
        if (SmsText.FirstNonGsm7(said) is { } at) yield return $"huruf '{said[at]}' tidak ada di SMS biasa dan membuatnya tiga kali lebih mahal.";
        if (SmsText.Segments(said) > MostSegments) yield return $"SMS ini {SmsText.Segments(said)} bagian; paling banyak {MostSegments}.";
        if (ours.On("sms").Any(own => own.CanReceive)) yield break;
        if (OneWaySms.InvitesAnswer(said)) yield return "SMS kita tidak bisa dibalas: jangan meminta balas, ketik, atau jawab.";
        if (!VariablesOf(text).Contains(Channel)) yield return "SMS kita tidak bisa dibalas: sebutkan tempat bertanya dengan {kanal}.";
    }

    public static TemplateCategory CategoryOf(CampaignPurpose purpose) => purpose switch
    {
        CampaignPurpose.Promotion => TemplateCategory.Marketing,
        CampaignPurpose.Information => TemplateCategory.Utility,
    };

    private string? ValueOf(string variable, IReadOnlyDictionary<string, string> values, string check, string source, string? name, DateTimeOffset localNow) => variable switch
    {
        Name => Greeting(name),
        Check => check,
        Channel => ours.OtherWay(),
        Code => source.Length > 0 ? source : null,
        // A value may name facts and prices, and nothing else.
        _ when values.TryGetValue(variable, out var said) => said.Trim().Length == 0 ? null
            : Variable().Matches(said).All(match => knowledge.Text(match.Groups[1].Value, localNow) is not null)
                ? Variable().Replace(said, match => knowledge.Text(match.Groups[1].Value, localNow) ?? "") : null,
        _ => knowledge.Text(variable, localNow),
    };

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex(@"\{([^{}\s]{1,60})\}")]
    private static partial Regex Variable();
}

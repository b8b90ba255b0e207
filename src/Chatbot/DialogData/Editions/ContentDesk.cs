using Chatbot.Dialogs;
using Chatbot.Dialogs.Replies;
using Chatbot.Privacy.Access;
using Chatbot.Programs;
using Chatbot.Sms;

namespace Chatbot.DialogData.Editions;

/// <summary>A text of Jaka in both forms, as staff edits it.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Place">Without the form: <c>faq/Q017</c>, <c>faq/Q007/variants/relief</c>, <c>replies/pembuka</c>.</param>
/// <param name="Name">Its short name: <c>Q017</c>, <c>pendaftaran · pembuka</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="When">When this variant of an answer is said; empty: always, or when no other is.</param>
/// <param name="Segments">So many SMS it may take.</param>
/// <param name="WhatsApp">As it stands, placeholders in braces.</param>
/// <param name="Sms">As it stands.</param>
internal sealed record ContentText(string Path, string Place, string Name, string Title, string When, int Segments, string WhatsApp, string Sms)
{
    public const string FaqFile = "knowledge/faq.yaml";

    public bool IsAnswer => Path == FaqFile;

    /// <summary>What leads to it: questions of the FAQ.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>The draft changes it.</summary>
    public bool IsDrafted { get; init; }
}

/// <summary>A text as it will be said.</summary>
/// <param name="Shown">With its placeholders filled as of today; slots stand as ‹name›.</param>
/// <param name="Longest">How many characters, or SMS units, it can have.</param>
/// <param name="Segments">SMS it takes with its longest values; 1 for WhatsApp.</param>
/// <param name="Trouble">What does not work, in Indonesian; empty: nothing that can be seen by itself.</param>
internal sealed record TextPreview(string Shown, int Longest, int Segments, string Trouble);

/// <summary>The texts of Jaka for the console: found, previewed, changed in the draft, and examples added to what he understands.</summary>
internal sealed class ContentDesk(EditionDesk editions, Repertoires repertoires, TimeProvider clock)
{
    private const string QuestionFile = "understanding/faq-questions.tsv";

    // How a relief changes an answer, in words for staff.
    private static readonly Dictionary<AnswerCondition, string> Conditions = new()
    {
        [AnswerCondition.Relief] = "selama keringanan iuran berlaku",
        [AnswerCondition.NoRelief] = "saat tidak ada keringanan iuran",
        [AnswerCondition.TransportRelief] = "selama keringanan pekerja transportasi berlaku",
        [AnswerCondition.NoTransportRelief] = "saat tidak ada keringanan pekerja transportasi",
    };

    /// <summary>Every text that staff may change, answers first.</summary>
    public static IReadOnlyList<ContentText> TextsOf(Workbench bench)
    {
        var drafted = bench.Draft.Changes.Select(change => (change.Change.Path, Place: TextOf(change.Change.Place))).ToHashSet();
        var faq = YamlText.Parse(bench.Latest.Files.Text(ContentText.FaqFile));
        return
        [
            .. bench.Latest.Knowledge.Faq.All.SelectMany(entry => entry.Answers.Select(answer => OfAnswer(faq, entry, answer))).Concat(bench.Latest.Files.Flows.SelectMany(OfReplies))
                .Select(text => text with { IsDrafted = drafted.Contains((text.Path, text.Place)) }),
        ];

        IEnumerable<ContentText> OfReplies(Dialogs.Reading.DialogFile file)
        {
            var flow = bench.Latest.Dialogs.Flows.FirstOrDefault(flow => flow.Place.File == file.Name);
            var replies = flow?.Replies.Select(reply => (reply.Key, reply.Value)) ?? bench.Latest.Dialogs.Shared.Where(reply => reply.Value.Place.File == file.Name).Select(reply => (reply.Key, reply.Value));
            var yaml = YamlText.Parse(file.Text);
            foreach (var (name, reply) in replies)
                yield return new ContentText(
                    file.Name,
                    $"replies/{name}",
                    $"{flow?.Id ?? "umum"} · {name}",
                    flow?.Title ?? "Dipakai di beberapa percakapan",
                    "",
                    reply.Segments,
                    (yaml.Value($"replies/{name}/whatsapp") ?? "").TrimEnd(),
                    (yaml.Value($"replies/{name}/sms") ?? "").TrimEnd());
        }
    }

    /// <summary>How a text looks in a form.</summary>
    public TextPreview Preview(Workbench bench, ContentText about, string text, ReplyForm form)
    {
        var knowledge = bench.Latest.Knowledge;
        var unknown = new List<string>();
        string shown, longest;
        if (about.IsAnswer)
        {
            if (Placeholders.In(text) is not { } names) return new TextPreview(text, text.Length, 1, "Ada kurung kurawal yang tidak ditutup.");
            unknown.AddRange(names.Where(name => knowledge.Longest(name) is null));
            shown = knowledge.Fill(Said(text, knowledge), editions.Today) ?? text;
            longest = knowledge.LongestOf(Said(text, knowledge)) ?? text;
        }
        else
        {
            var template = Template.Parse(text);
            shown = template.Fill(name => knowledge.Text(name, clock.GetUtcNow()) ?? $"‹{name}›");
            longest = template.Fill(name => knowledge.Longest(name) ?? name);
        }

        var size = SmsText.Measure(longest);
        var trouble = unknown.Count > 0 ? $"{{{unknown[0]}}} tidak dikenal."
            : form == ReplyForm.Sms && SmsText.FirstNonGsm7(longest) is { } at ? $"Huruf «{System.Text.Rune.GetRuneAt(longest, at)}» tidak ada di SMS biasa."
            : form == ReplyForm.Sms && size.Segments > about.Segments ? $"Terlalu panjang: {size.Segments} SMS, yang boleh {about.Segments}."
            : form == ReplyForm.WhatsApp && about.IsAnswer && longest.Length > KnowledgeChecker.LongestWhatsApp ? $"Terlalu panjang: {longest.Length} huruf, paling banyak {KnowledgeChecker.LongestWhatsApp}."
            : text.Trim().Length == 0 ? "Teksnya kosong." : "";
        return form == ReplyForm.Sms ? new TextPreview(shown, size.Units, size.Segments, trouble) : new TextPreview(shown, longest.Length, 1, trouble);
    }

    /// <summary>Writes both forms into the draft; why not, or nothing.</summary>
    public async Task<string> ChangeAsync(StaffScope scope, ContentText text, string whatsApp, string sms, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        var published = YamlText.Parse(bench.Current.Files.Text(text.Path));
        List<DialogChange> changes = [];
        List<DialogChange> undone = [];
        foreach (var (form, now) in new[] { ("whatsapp", Clean(whatsApp)), ("sms", Clean(sms)) })
        {
            if (now.Length == 0) return "Teksnya kosong.";
            var was = published.Value($"{text.Place}/{form}") ?? "";
            var change = new DialogChange(text.Path, $"{text.Place}/{form}", was, now);
            if (was.TrimEnd() == now) undone.Add(change);
            else changes.Add(change);
        }

        if (changes.Count > 0 && await editions.WriteAsync(scope, changes, cancellationToken) is { Length: > 0 } refused) return refused;
        undone.RemoveAll(change => !bench.Draft.Changes.Any(own => own.Change.Path == change.Path && own.Change.Place == change.Place));
        return undone.Count > 0 ? await editions.DropAsync(scope, undone, cancellationToken) : "";
    }

    /// <summary>Teaches a way of asking: what the FAQ answers with that entry; why not, or nothing.</summary>
    public async Task<string> TeachAnswerAsync(StaffScope scope, string faqId, string example, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        if (bench.Latest.Knowledge.Faq.Find(faqId) is null) return "Pilih dulu jawabannya.";
        return await TeachAsync(scope, QuestionFile, $"{faqId}\t{OneLine(example)}", example, cancellationToken);
    }

    /// <summary>Teaches a way of saying an intent; why not, or nothing.</summary>
    public async Task<string> TeachIntentAsync(StaffScope scope, string intent, string example, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        if (!IntentsOf(bench).Contains(intent)) return "Pilih dulu maksudnya.";
        return await TeachAsync(scope, $"understanding/intents/{intent}.tsv", $"{intent}\tcolloquial\t{OneLine(example)}", example, cancellationToken);
    }

    /// <summary>The intents that have examples.</summary>
    public static IReadOnlyList<string> IntentsOf(Workbench bench) =>
        [.. bench.Latest.Files.Names("understanding/intents", "*.tsv").Select(name => System.IO.Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal)];

    /// <summary>What a question most likely asks: entries of the FAQ and intents, the likeliest first.</summary>
    public async Task<(IReadOnlyList<string> Answers, IReadOnlyList<string> Intents)> GuessAsync(StaffScope scope, string question, CancellationToken cancellationToken)
    {
        var bench = await editions.OpenAsync(scope, cancellationToken);
        var meaning = repertoires.LanguageOf(bench.Latest).Understand(question, scope.Local(clock.GetUtcNow()));
        return ([.. meaning.Answers.Take(3).Select(answer => answer.Id)], [.. meaning.Ranking.Take(3).Select(score => score.Intent)]);
    }

    private async Task<string> TeachAsync(StaffScope scope, string path, string line, string example, CancellationToken cancellationToken)
    {
        if (OneLine(example).Length is < 3 or > 200) return "Contoh kalimat 3 sampai 200 huruf.";
        if (example.AsSpan().IndexOfAny('‹', '›') >= 0) return "Ganti dulu yang disamarkan (‹…›) dengan kata biasa, atau hapus.";
        if (example.Count(char.IsAsciiDigit) > 4) return "Jangan pakai nomor orang sebagai contoh.";
        return await editions.WriteAsync(scope, [new DialogChange(path, DialogChange.Line + line, "", line)], cancellationToken);
    }

    private static ContentText OfAnswer(YamlText faq, FaqEntry entry, FaqAnswer answer)
    {
        var place = answer.When.Count == 0 ? $"faq/{entry.Id}" : $"faq/{entry.Id}/variants/{string.Join('+', answer.When.Select(Word))}";
        return new ContentText(
            ContentText.FaqFile,
            place,
            entry.Id,
            entry.Title,
            answer.When.Count > 0 ? string.Join(" dan ", answer.When.Select(one => Conditions[one]))
                : entry.Answers.Count > 1 ? "selain itu" : "",
            answer.Segments,
            faq.Value($"{place}/whatsapp") ?? answer.WhatsApp,
            faq.Value($"{place}/sms") ?? answer.Sms)
        {
            Questions = entry.Questions,
        };
    }

    // A placeholder that nobody knows stays as it is written.
    private static string Said(string text, Knowledge knowledge) =>
        Placeholders.Fill(text, name => knowledge.Longest(name) is null ? $"‹{name}›" : $"{{{name}}}") ?? text;

    private static string Word(AnswerCondition condition) => condition switch
    {
        AnswerCondition.Relief => "relief",
        AnswerCondition.NoRelief => "no_relief",
        AnswerCondition.TransportRelief => "transport_relief",
        AnswerCondition.NoTransportRelief => "no_transport_relief",
    };

    private static string TextOf(string place) => place[..Math.Max(0, place.LastIndexOf('/'))];

    /// <summary>A text as it is kept.</summary>
    internal static string Clean(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\t', ' ').Trim();

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

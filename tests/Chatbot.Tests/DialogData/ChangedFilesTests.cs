using Chatbot.DialogData;
using Chatbot.DialogData.Editions;
using Chatbot.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Chatbot.Tests.DialogData;

/// <summary>A change touches its own place in a file and nothing else.</summary>
public sealed class ChangedFilesTests
{
    private const string Hard = "Kata \"Ibu\": 50% \\ {F-KTK-01} # bukan komentar\n- baris kedua: ya";

    private static readonly DialogFiles Shipped = new(Path.Combine(Repository.Root, "dialogs"));

    public static TheoryData<string> Files => [.. Shipped.Flows.Select(file => file.Name), "knowledge/faq.yaml", .. Shipped.Names("templates", "*.yaml")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_of_every_file_can_be_changed_alone(string path)
    {
        var before = ValuesOf(Shipped.Text(path));
        var texts = before.Where(value => value.Key.Split('/') is [.., "whatsapp" or "sms"] or ["buttons", _, "title"] or ["examples", _]).ToList();
        texts.ShouldNotBeEmpty();
        foreach (var (place, value) in texts)
        {
            if (YamlText.Parse(Shipped.Text(path)).Value(place) is null) continue;
            var changed = ChangedFiles.Of(Shipped.Shipped, [new DialogChange(path, place, value, Hard)]);
            changed.Differences.ShouldBeEmpty(place);
            var after = ValuesOf(changed.Texts[path]);
            after[place].ShouldBe(Hard);
            after.Where(one => one.Key != place).ShouldBe(before.Where(one => one.Key != place), place);
        }
    }

    [Fact]
    public void A_row_stands_after_the_last_of_its_fact_and_ends_the_one_before()
    {
        const string Row = "{id: F-JP-03, what: \"Batas upah JP.\", value: 12000000, unit: idr, from: 2027-03-01, confidence: high, source: K, checked_on: 2026-11-21}";
        var changed = ChangedFiles.Of(
            Shipped.Shipped,
            [
                new DialogChange("knowledge/facts.yaml", "facts/F-JP-03@2026-03/to", "2027-02", "2027-02-28"),
                new DialogChange("knowledge/facts.yaml", "facts/+F-JP-03@2027-03-01", "", Row),
                new DialogChange("knowledge/facts.yaml", "facts/F-JP-03@2027-03-01/approved_by", "", "Rini \"W\""),
                new DialogChange("knowledge/sources.yaml", "sources/+C-001", "", "Surat Edaran 1/2027: batas upah"),
            ]);
        changed.Differences.ShouldBeEmpty();
        var files = Shipped.With(changed.Texts);
        var (knowledge, problems) = files.ReadKnowledge();
        problems.ShouldBeEmpty();
        knowledge.Facts.Rows("F-JP-03").Select(fact => (fact.From, fact.To)).TakeLast(2)
            .ShouldBe([(new DateOnly(2026, 3, 1), new DateOnly(2027, 2, 28)), (new DateOnly(2027, 3, 1), DateOnly.MaxValue)]);
        knowledge.Facts.On("F-JP-03", new DateOnly(2027, 5, 1))!.ApprovedBy.ShouldBe("Rini \"W\"");
        knowledge.Facts.All.Count.ShouldBe(Shipped.ReadKnowledge().Knowledge.Facts.All.Count + 1);
        knowledge.Sources.ByKey["C-001"].ShouldBe("Surat Edaran 1/2027: batas upah");
    }

    [Fact]
    public void A_line_is_added_once_and_can_be_taken_away()
    {
        const string Path = "understanding/faq-questions.tsv";
        const string Line = "Q001\tbpjs tk tuh apaan";
        DialogChange change = new(Path, DialogChange.Line + Line, "", Line);
        var text = ChangedFiles.Of(Shipped.Shipped, [change]).Texts[Path];
        text.Split('\n').Count(line => line == Line).ShouldBe(1);
        text.Length.ShouldBe(Shipped.Text(Path).Length + Line.Length + 1);
        ChangedFiles.Of(path => path == Path ? text : Shipped.Shipped(path), [change]).Texts.ShouldBeEmpty();
        ChangedFiles.Of(path => path == Path ? text : Shipped.Shipped(path), [change with { Now = "" }]).Texts[Path].ShouldBe(Shipped.Text(Path));
    }

    [Fact]
    public void What_a_release_has_changed_since_is_told_and_what_it_took_over_is_not()
    {
        const string File = "knowledge/faq.yaml";
        const string Text = "faq:\n- id: Q001\n  sms: \"Teks rilis baru.\"\n";
        var changed = ChangedFiles.Of(
            _ => Text,
            [new DialogChange(File, "faq/Q001/sms", "Teks rilis lama.", "Teks cabang."), new DialogChange(File, "faq/Q002/sms", "Hilang.", "Teks cabang.")]);
        changed.Texts[File].ShouldBe("faq:\n- id: Q001\n  sms: \"Teks cabang.\"\n");
        changed.Differences.Select(difference => (difference.Change.Place, difference.Shipped)).ShouldBe([("faq/Q001/sms", "Teks rilis baru."), ("faq/Q002/sms", null)]);
        ChangedFiles.Of(_ => Text, [new DialogChange(File, "faq/Q001/sms", "Teks rilis lama.", "Teks rilis baru.")]).ShouldSatisfyAllConditions(
            same => same.Texts.ShouldBeEmpty(), same => same.Differences.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("templates/kabar.yaml", "category")]
    [InlineData("templates/kabar.yaml", "template")]
    [InlineData("templates/kabar.yaml", "by_staff")]
    [InlineData("templates/kabar.yaml", "buttons/BAYAR/value")]
    [InlineData("templates/kabar.yaml", "examples/+nik")]
    [InlineData("templates/../knowledge/wording.yaml", "sms")]
    [InlineData("knowledge/wording.yaml", "wording")]
    [InlineData("flows/../templates/kabar.yaml", "sms")]
    public void Other_places_are_not_changed_from_the_console(string path, string place)
    {
        var change = new DialogChange(path, place, "", "x");
        change.IsAllowed.ShouldBeFalse();
        ChangedFiles.Of(_ => "template: x\ncategory: utility\n", [change]).Texts.ShouldBeEmpty();
    }

    /// <summary>Every value of a YAML text by its place; items of lists by id or condition where they have one.</summary>
    private static Dictionary<string, string> ValuesOf(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var values = new Dictionary<string, string>();
        Walk(stream.Documents[0].RootNode, "");
        return values;

        void Walk(YamlNode node, string place)
        {
            switch (node)
            {
                case YamlScalarNode scalar:
                    values[place] = scalar.Value ?? "";
                    break;
                case YamlMappingNode map:
                    foreach (var (key, child) in map.Children) Walk(child, $"{place}{(place.Length > 0 ? "/" : "")}{((YamlScalarNode)key).Value}");
                    break;
                case YamlSequenceNode list:
                    for (var at = 0; at < list.Children.Count; at++) Walk(list.Children[at], $"{place}/{KeyOf(list.Children[at]) ?? $"#{at}"}");
                    break;
            }
        }

        static string? KeyOf(YamlNode item)
        {
            if (item is not YamlMappingNode map) return null;
            if (!map.Children.TryGetValue(new YamlScalarNode("id"), out var key) && !map.Children.TryGetValue(new YamlScalarNode("when"), out key) && !map.Children.TryGetValue(new YamlScalarNode("value"), out key)) return null;
            return key is YamlScalarNode scalar ? scalar.Value : string.Join('+', ((YamlSequenceNode)key).Children.Cast<YamlScalarNode>().Select(one => one.Value));
        }
    }
}

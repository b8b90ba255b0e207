using System.Text.RegularExpressions;
using Chatbot.Tests.Support;

namespace Chatbot.Tests;

/// <summary>The folders of the service refer to each other only as the table in ARCHITECTURE.md says.</summary>
public sealed partial class ArrowsTests
{
    private static readonly string Service = Path.Combine(Repository.Root, "src", "Chatbot");

    [Fact]
    public void Every_folder_uses_only_the_folders_in_its_row()
    {
        var allowed = Table();
        var wrong = Arrows().Where(arrow => arrow.From != arrow.To && !allowed.GetValueOrDefault(arrow.From, []).Contains(arrow.To))
            .Select(arrow => $"{arrow.File} uses {arrow.To}").Distinct().ToList();
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_table_names_only_arrows_that_exist()
    {
        var drawn = Arrows().Select(arrow => (arrow.From, arrow.To)).ToHashSet();
        var idle = Table().SelectMany(row => row.Value.Select(to => (row.Key, to))).Where(arrow => !drawn.Contains(arrow)).ToList();
        idle.ShouldBeEmpty();
    }

    [Fact]
    public void No_arrow_comes_back_from_the_inside_to_an_edge() =>
        Arrows().Where(arrow => arrow.To is "Twilio" or "BotFramework" or "SmsGateway" or "Console" && arrow.From != arrow.To).ShouldBeEmpty();

    private static Dictionary<string, string[]> Table() =>
        Repository.Read("ARCHITECTURE.md").Split("| folder | uses |")[1].Split("\n\n")[0].Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length >= 3 && cells[1].Length > 0 && !cells[1].StartsWith('-'))
            .ToDictionary(cells => cells[1], cells => cells[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static IEnumerable<(string From, string To, string File)> Arrows()
    {
        var folders = Directory.GetDirectories(Service).Select(Path.GetFileName).OfType<string>().Except(["bin", "obj", "Properties"]).ToHashSet();
        foreach (var folder in folders)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Service, folder), "*.*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".cs" or ".razor"))
            {
                foreach (Match match in OwnNamespace().Matches(File.ReadAllText(file)))
                    if (folders.Contains(match.Groups[1].Value))
                        yield return (folder, match.Groups[1].Value, Path.GetRelativePath(Service, file));
            }
        }
    }

    [GeneratedRegex(@"^@?using (?:static )?Chatbot\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();
}

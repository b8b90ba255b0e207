using Chatbot.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Chatbot.Tests.Privacy;

/// <summary>What people are asked is what the log of consents says they were asked.</summary>
public sealed class ConsentTextsTests
{
    private static readonly IReadOnlyList<YamlMappingNode> Texts = [.. ((YamlSequenceNode)Root("dialogs/knowledge/consents.yaml")["consents"]).Cast<YamlMappingNode>()];

    [Fact]
    public void Every_consent_that_a_flow_records_has_its_text_and_version()
    {
        var recorded = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "dialogs", "flows"), "*.yaml", SearchOption.AllDirectories))
        {
            var flow = Root(Path.GetRelativePath(Repository.Root, file));
            if (!flow.Children.TryGetValue("steps", out var steps)) continue;
            foreach (var step in ((YamlSequenceNode)steps).Cast<YamlMappingNode>().Where(step => Text(step, "do") == "record_consent"))
            {
                var with = (YamlMappingNode)step["with"];
                var own = Texts.Where(text => Text(text, "purpose") == Text(with, "purpose") && Text(text, "flow") == Text(flow, "flow")).ToList();
                own.ShouldNotBeEmpty($"{file}: consents.yaml has no text for {Text(with, "purpose")}");
                var newest = own[^1];
                Text(with, "text_version").ShouldBe(Text(newest, "version"), file);
                var reply = (YamlMappingNode)((YamlMappingNode)flow["replies"])[Text(newest, "reply")];
                foreach (var form in (string[])["whatsapp", "sms"])
                    Text(reply, form).Trim().ShouldBe(Text(newest, form).Trim(), $"{file}: a changed text needs a new version in consents.yaml");
                recorded++;
            }
        }

        recorded.ShouldBeGreaterThanOrEqualTo(4);
        Texts.Select(text => Text(text, "purpose")).Distinct().Order().ShouldBe(["campaigns", "registration", "reminders", "status"]);
        Texts.Select(text => (Text(text, "purpose"), Text(text, "version"))).ShouldBeUnique();
    }

    private static YamlMappingNode Root(string path)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(Repository.Read(path));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Text(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var value) && value is YamlScalarNode scalar ? scalar.Value ?? "" : "";
}

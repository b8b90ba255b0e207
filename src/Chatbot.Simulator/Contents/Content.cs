using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Contents;

/// <summary>A request to Meta to allow a template outside the 24-hour window.</summary>
internal sealed record Approval(string Name, string Category, string ContentType, DateTimeOffset AskedAt)
{
    /// <summary>What Meta was made to say at the control page; empty: it takes its time, and approves.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>Why it was rejected, in Meta's words.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>A stored message form (Twilio Content): one body per kind of channel, with numbered variables.</summary>
internal sealed partial record Content(
    string Sid, string FriendlyName, string Language, JsonElement Variables, JsonElement Types, DateTimeOffset CreatedAt)
{
    public Approval? Approval { get; init; }

    /// <summary>The names in <c>{{…}}</c> anywhere in the types.</summary>
    public IReadOnlySet<string> VariableNames() =>
        Variable().Matches(Types.GetRawText()).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")]
    public static partial Regex Variable();
}

/// <summary>The contents of the account, in a file as well when one is set.</summary>
internal sealed class ContentShelf
{
    private const int Room = 1_000;

    private readonly Lock gate = new();
    private readonly List<Content> contents = [];
    private readonly string file;

    public ContentShelf(IOptions<SimulatorOptions> options)
    {
        file = options.Value.ContentFile;
        if (file.Length > 0 && File.Exists(file))
            contents = JsonSerializer.Deserialize<List<Content>>(File.ReadAllText(file)) ?? [];
    }

    /// <summary>Stores a content; false when there is no room.</summary>
    public bool Add(Content content)
    {
        lock (gate)
        {
            if (contents.Count >= Room)
                return false;

            contents.Add(content);
            Keep();
            return true;
        }
    }

    public Content? Find(string sid)
    {
        lock (gate)
            return contents.Find(content => content.Sid == sid);
    }

    /// <summary>Puts a changed content in the place of the one with its sid; false when that is gone.</summary>
    public bool Replace(Content content)
    {
        lock (gate)
        {
            var at = contents.FindIndex(one => one.Sid == content.Sid);
            if (at < 0)
                return false;

            contents[at] = content;
            Keep();
            return true;
        }
    }

    public bool Remove(string sid)
    {
        lock (gate)
        {
            var isGone = contents.RemoveAll(content => content.Sid == sid) > 0;
            if (isGone)
                Keep();
            return isGone;
        }
    }

    /// <summary>Asks for approval; null when the content is gone. A name is used once.</summary>
    public Content? Submit(string sid, Approval approval)
    {
        lock (gate)
        {
            var at = contents.FindIndex(content => content.Sid == sid);
            if (at < 0)
                return null;

            contents[at] = contents[at] with { Approval = approval };
            Keep();
            return contents[at];
        }
    }

    /// <summary>Meta decides on a content that was handed in; null when there is none such.</summary>
    public Content? Judge(string sid, string verdict, string reason, string category)
    {
        lock (gate)
        {
            var at = contents.FindIndex(content => content.Sid == sid);
            if (at < 0 || contents[at].Approval is not { } asked)
                return null;

            contents[at] = contents[at] with
            {
                Approval = asked with { Verdict = verdict, Reason = reason, Category = category.Length > 0 ? category : asked.Category },
            };
            Keep();
            return contents[at];
        }
    }

    public bool HasName(string name)
    {
        lock (gate)
            return contents.Exists(content => content.Approval?.Name == name);
    }

    /// <summary>Newest first, all of them.</summary>
    public IReadOnlyList<Content> All()
    {
        lock (gate)
            return [.. contents.AsEnumerable().Reverse()];
    }

    // Moved into place whole, so that a stop in the middle leaves the old file.
    private void Keep()
    {
        if (file.Length == 0)
            return;

        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(contents));
        File.Move(file + ".new", file, overwrite: true);
    }
}

using System.Text;
using Chatbot.Dialogs.Engine;
using Chatbot.Language;

namespace Chatbot.Dialogs;

/// <summary>Runs conversations. Pure: no clock, network, file or database; the same input gives the same turn.</summary>
/// <param name="dialogs">What Jaka can say and do.</param>
/// <param name="language">How messages are understood; it knows the keywords of <paramref name="dialogs"/>.</param>
/// <param name="knowledge">Facts and answers.</param>
public sealed class DialogEngine(DialogSet dialogs, Indonesian language, IKnowledge knowledge)
{
    /// <summary>An unfinished form is kept this long. privacy.md section 7: unfinished registration, 7 days.</summary>
    private static readonly TimeSpan FormLifetime = TimeSpan.FromDays(7);

    /// <summary>The same reply goes out at most this often in a row.</summary>
    private const int MostRepeats = 2;

    /// <summary>Longer messages are read up to here; nobody types more in earnest.</summary>
    private const int LongestText = 2_000;

    /// <summary>Begins a turn with a message of the person.</summary>
    public Turn Start(Conversation conversation, Incoming incoming)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(incoming);
        var scene = new Scene(dialogs, knowledge, new Turn
        {
            Conversation = Repair(Forget(conversation, incoming.Now)),
            Incoming = incoming with { Text = Readable(incoming.Text) },
        });
        var walk = new Walk(dialogs, scene);
        var action = new Listening(dialogs, language, knowledge, scene, walk).Hear();
        return Finish(scene, action);
    }

    /// <summary>Goes on with a turn after its action was performed.</summary>
    public Turn Resume(Turn turn, ActionResult result)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(result);
        var scene = new Scene(dialogs, knowledge, turn);
        return Finish(scene, new Walk(dialogs, scene).After(result));
    }

    private static Turn Finish(Scene scene, DialogAction? action)
    {
        if (action is not null) return scene.Pause(action);

        var (last, lastReply) = (scene.Before.Last, scene.Before.LastReply);
        if (scene.HasSpoken)
        {
            last = Count(last, string.Concat(scene.Replies.Select(reply => reply.Text)));
            lastReply = Count(lastReply, scene.Replies);
            if (last.Times > 1 && scene.Incoming.IsLate)
            {
                // One apology is enough for all that came late together.
                scene.KeepQuiet();
                (last, lastReply) = (scene.Before.Last, scene.Before.LastReply);
            }
            else if (last.Times > MostRepeats || lastReply.Times > MostRepeats)
            {
                scene.KeepQuiet();
                scene.Say(EngineReplies.Stuck);
                last = Count(default, scene.Replies[^1].Text);
                lastReply = last;
            }
        }

        var turn = scene.Pause(null);
        return turn with
        {
            Conversation = turn.Conversation with { LastTurn = scene.Incoming.Now.ToUniversalTime(), Last = last, LastReply = lastReply },
        };
    }

    /// <summary>The run of equal replies that ends with these, or one among them that is too long already.</summary>
    private static RepeatCount Count(RepeatCount last, IReadOnlyList<Reply> replies)
    {
        foreach (var reply in replies)
        {
            if (last.Times > MostRepeats) return last;
            last = Count(last, reply.Text);
        }

        return last;
    }

    private static RepeatCount Count(RepeatCount last, string text)
    {
        var hash = 14695981039346656037ul;
        foreach (var unit in text) hash = (hash ^ unit) * 1099511628211ul;
        return last.Hash == hash ? last with { Times = last.Times + 1 } : new RepeatCount(hash, 1);
    }

    private static Conversation Forget(Conversation conversation, DateTimeOffset now) =>
        conversation.LastTurn is { } last && now - last > FormLifetime
            ? conversation with { Frames = [], Parked = null, Offered = [] }
            : conversation;

    /// <summary>After a change of the dialog files a frame goes on at the nearest step that still makes sense.</summary>
    private Conversation Repair(Conversation conversation)
    {
        var frames = new List<Frame>();
        foreach (var frame in conversation.Frames)
            if (dialogs.StepOf(frame) is { } step)
                frames.Add(step.Id == frame.Step ? frame : frame with { Step = step.Id });
        var parked = conversation.Parked is { } aside && dialogs.StepOf(aside) is not null ? aside : null;
        return conversation with { Frames = frames, Parked = parked };
    }

    private static string Readable(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var readable = new StringBuilder(Math.Min(text.Length, LongestText));
        for (var i = 0; i < text.Length && readable.Length < LongestText; i++)
        {
            var unit = text[i];
            if (char.IsSurrogate(unit))
            {
                if (!char.IsHighSurrogate(unit) || i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1])) continue;
                readable.Append(unit).Append(text[++i]);
            }
            else
            {
                readable.Append(char.IsControl(unit) && unit is not ('\n' or '\t') ? ' ' : unit);
            }
        }

        return readable.ToString().Trim();
    }
}

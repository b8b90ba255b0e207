using System.Text.Json.Serialization;

namespace Chatbot.Simulator.Faults;

/// <summary>How the next calls that create a message go wrong.</summary>
internal enum PostFault
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("429")] TooMany,
    [JsonStringEnumMemberName("500-before")] ErrorBefore,
    [JsonStringEnumMemberName("500-after")] ErrorAfter,
    [JsonStringEnumMemberName("timeout-after")] TimeOutAfter,
    [JsonStringEnumMemberName("cut-after")] CutAfter,
}

/// <summary>The faults in force; each number counts down to none. A null leaves the fault as it is.</summary>
internal sealed record FaultSetting
{
    /// <summary>Added to every call that creates a message, milliseconds, at most a minute.</summary>
    public int? LatencyMs { get; init; }
    public PostFault? Post { get; init; }
    public int? PostCount { get; init; }
    public int? CallbacksLost { get; init; }
    public int? CallbacksDoubled { get; init; }

    /// <summary>Messages whose callbacks all come at the end, the last first.</summary>
    public int? CallbacksShuffled { get; init; }

    /// <summary>Messages whose callbacks come before the call that created them is answered.</summary>
    public int? CallbacksEarly { get; init; }
    public int? WebhooksDoubled { get; init; }

    /// <summary>Messages of people that are in the list and never posted.</summary>
    public int? WebhooksLost { get; init; }
    public int? Undelivered { get; init; }
    public int? UndeliveredCode { get; init; }

    /// <summary>Fetches of media that find nothing yet.</summary>
    public int? MediaMissing { get; init; }
}

/// <summary>What goes wrong next, set by whoever tests the program.</summary>
internal sealed class FaultBoard
{
    private static readonly FaultSetting Calm = new()
    {
        LatencyMs = 0, Post = PostFault.None, PostCount = 0, CallbacksLost = 0, CallbacksDoubled = 0, CallbacksShuffled = 0,
        CallbacksEarly = 0, WebhooksDoubled = 0, WebhooksLost = 0, Undelivered = 0, UndeliveredCode = 30003, MediaMissing = 0,
    };

    private readonly Lock gate = new();
    private FaultSetting now = Calm;

    public FaultSetting Now
    {
        get
        {
            lock (gate)
                return now;
        }
    }

    public FaultSetting Set(FaultSetting change)
    {
        lock (gate)
        {
            return now = new FaultSetting
            {
                LatencyMs = Math.Clamp(change.LatencyMs ?? now.LatencyMs ?? 0, 0, 60_000),
                Post = change.Post ?? now.Post,
                PostCount = Count(change.PostCount, now.PostCount),
                CallbacksLost = Count(change.CallbacksLost, now.CallbacksLost),
                CallbacksDoubled = Count(change.CallbacksDoubled, now.CallbacksDoubled),
                CallbacksShuffled = Count(change.CallbacksShuffled, now.CallbacksShuffled),
                CallbacksEarly = Count(change.CallbacksEarly, now.CallbacksEarly),
                WebhooksDoubled = Count(change.WebhooksDoubled, now.WebhooksDoubled),
                WebhooksLost = Count(change.WebhooksLost, now.WebhooksLost),
                Undelivered = Count(change.Undelivered, now.Undelivered),
                UndeliveredCode = Math.Clamp(change.UndeliveredCode ?? now.UndeliveredCode ?? 30003, 10_000, 99_999),
                MediaMissing = Count(change.MediaMissing, now.MediaMissing),
            };
        }
    }

    public FaultSetting Clear()
    {
        lock (gate)
            return now = Calm;
    }

    public PostFault NextPost()
    {
        lock (gate)
        {
            if (now.Post is null or PostFault.None || now.PostCount is null or 0)
                return PostFault.None;

            var fault = now.Post.Value;
            now = now with { PostCount = now.PostCount - 1 };
            return fault;
        }
    }

    public bool LoseCallback() => Take(board => board.CallbacksLost, (board, left) => board with { CallbacksLost = left });

    public bool DoubleCallback() =>
        Take(board => board.CallbacksDoubled, (board, left) => board with { CallbacksDoubled = left });

    public bool ShuffleCallbacks() =>
        Take(board => board.CallbacksShuffled, (board, left) => board with { CallbacksShuffled = left });

    public bool CallbacksFirst() => Take(board => board.CallbacksEarly, (board, left) => board with { CallbacksEarly = left });

    public bool DoubleWebhook() => Take(board => board.WebhooksDoubled, (board, left) => board with { WebhooksDoubled = left });

    public bool LoseWebhook() => Take(board => board.WebhooksLost, (board, left) => board with { WebhooksLost = left });

    public bool MissMedia() => Take(board => board.MediaMissing, (board, left) => board with { MediaMissing = left });

    /// <summary>The error code with which the next message does not arrive; null when it does.</summary>
    public int? NextUndelivered() =>
        Take(board => board.Undelivered, (board, left) => board with { Undelivered = left }) ? Now.UndeliveredCode : null;

    private bool Take(Func<FaultSetting, int?> left, Func<FaultSetting, int, FaultSetting> with)
    {
        lock (gate)
        {
            if (left(now) is not { } count || count == 0)
                return false;

            now = with(now, count - 1);
            return true;
        }
    }

    private static int Count(int? asked, int? before) => Math.Clamp(asked ?? before ?? 0, 0, 1_000_000);
}

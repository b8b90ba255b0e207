namespace Chatbot.Campaigns;

/// <summary>Where a campaign stands.</summary>
internal enum CampaignState
{
    /// <summary>Being written; may be changed.</summary>
    Draft,

    /// <summary>Reach, cost and time are known; a change makes it a draft again.</summary>
    Rehearsed,

    /// <summary>For a second person to approve.</summary>
    Waiting,

    /// <summary>Goes out when its time comes.</summary>
    Approved,

    Running,

    /// <summary>Nothing goes until somebody resumes it.</summary>
    Paused,

    /// <summary>Ended by hand; nothing goes any more.</summary>
    Stopped,

    /// <summary>Everybody has a result.</summary>
    Done,
}

/// <summary>The states as words, in the database and to the staff.</summary>
internal static class CampaignStates
{
    public static string Word(this CampaignState state) => state switch
    {
        CampaignState.Draft => "draft",
        CampaignState.Rehearsed => "rehearsed",
        CampaignState.Waiting => "waiting",
        CampaignState.Approved => "approved",
        CampaignState.Running => "running",
        CampaignState.Paused => "paused",
        CampaignState.Stopped => "stopped",
        CampaignState.Done => "done",
    };

    public static CampaignState Read(string word) => Enum.GetValues<CampaignState>().Single(state => state.Word() == word);

    public static string InWords(this CampaignState state) => state switch
    {
        CampaignState.Draft => "draf",
        CampaignState.Rehearsed => "sudah digladi",
        CampaignState.Waiting => "menunggu persetujuan",
        CampaignState.Approved => "disetujui",
        CampaignState.Running => "berjalan",
        CampaignState.Paused => "dijeda",
        CampaignState.Stopped => "dihentikan",
        CampaignState.Done => "selesai",
    };
}

/// <summary>What a campaign is to be, as it is written and changed; JSON in the command.</summary>
/// <param name="Name">For the staff, such as the slogan.</param>
/// <param name="Ecosystem">Every campaign has one (U-14).</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Audience">Number of a saved audience; its latest version at this moment is kept.</param>
/// <param name="Content">What it says.</param>
/// <param name="Schedule">When it goes.</param>
internal sealed record CampaignDraft(
    string Name, Ecosystem Ecosystem, CampaignPurpose Purpose, string Audience, CampaignContent Content, CampaignSchedule Schedule)
{
    /// <summary>Who does it with us; empty for nobody.</summary>
    public string Partner { get; init; } = "";

    /// <summary>The source code that its messages carry; empty for none.</summary>
    public string Source { get; init; } = "";

    /// <summary>Percent of the people who get nothing, to compare with; 0 to 50.</summary>
    public decimal HoldoutPercent { get; init; }

    /// <summary>At most so many messages an hour, over all senders; null: as fast as the senders go.</summary>
    public int? PerHour { get; init; }

    /// <summary>Rupiah; null for none.</summary>
    public long? Budget { get; init; }

    /// <summary>After this day nobody is written to, such as when the event is over; null: two weeks after it began.</summary>
    public DateOnly? LastDay { get; init; }
}

/// <summary>A campaign.</summary>
internal sealed record Campaign
{
    /// <summary>Parts of <see cref="Holdout"/>.</summary>
    public const int Whole = 10_000;

    public required string Number { get; init; }

    /// <summary>Whose it is: it reaches this organisation's people from its addresses.</summary>
    public required string Organisation { get; init; }

    public required string Name { get; init; }

    public required Ecosystem Ecosystem { get; init; }

    public required CampaignPurpose Purpose { get; init; }

    public required string Partner { get; init; }

    public required string Source { get; init; }

    public required string Audience { get; init; }

    public required long AudienceVersion { get; init; }

    public required CampaignContent Content { get; init; }

    public required CampaignSchedule Schedule { get; init; }

    /// <summary>Of 10,000 people so many get nothing.</summary>
    public required long Holdout { get; init; }

    public required long? PerHour { get; init; }

    /// <summary>Thousandths of a rupiah.</summary>
    public required long? Budget { get; init; }

    /// <summary>Thousandths of a rupiah, estimated when each message is sent.</summary>
    public required long Spent { get; init; }

    public required DateOnly? LastDay { get; init; }

    public required string? Follows { get; init; }

    public required string CheckCode { get; init; }

    public required string DrawKey { get; init; }

    public required CampaignState State { get; init; }

    public required RehearsalReport? Rehearsal { get; init; }

    public required string MadeBy { get; init; }

    public required string? ApprovedBy { get; init; }

    public required string? PausedBy { get; init; }

    public required int Occurrence { get; init; }

    public required DateTimeOffset? NextAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }
}

/// <summary>Something that was done with a campaign.</summary>
internal sealed record CampaignEvent(long Number, string What, string Note, string MadeBy, DateTimeOffset At);

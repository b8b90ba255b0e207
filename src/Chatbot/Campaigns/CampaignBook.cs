using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Chatbot.Campaigns.Audiences;
using Chatbot.Deliveries;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Campaigns;

/// <summary>What became of writing a campaign. A closed set.</summary>
internal abstract record WrittenCampaign
{
    private WrittenCampaign()
    {
    }

    public sealed record Written(Campaign Campaign) : WrittenCampaign;

    /// <summary>Not so; why, for the staff.</summary>
    public sealed record Refused(IReadOnlyList<string> Why) : WrittenCampaign;
}

/// <summary>To whom a follow-up goes.</summary>
internal enum FollowUp
{
    /// <summary>Who got the message and has not answered.</summary>
    Silent,

    /// <summary>Whom the message did not reach.</summary>
    Failed,
}

/// <summary>The campaigns: written, changed, moved on by staff; every step is kept with who did it.</summary>
internal sealed class CampaignBook(Database database, CampaignTexts texts, AudienceBook audiences, SendingHours hours, TimeProvider clock)
{
    /// <summary>In <see cref="Campaign.PausedBy"/>: it has reached its budget.</summary>
    public const string Budget = "budget";

    private const string Select =
        """
        SELECT number AS Number, organisation_id AS Organisation, name AS Name, ecosystem AS Ecosystem, purpose AS Purpose, partner AS Partner, source AS Source, audience AS Audience,
            audience_version AS AudienceVersion, content AS Content, schedule AS Schedule, holdout AS Holdout, per_hour AS PerHour, budget AS Budget, spent AS Spent,
            last_day AS LastDay, follows AS Follows, check_code AS CheckCode, draw_key AS DrawKey, state AS State, rehearsal AS Rehearsal, made_by AS MadeBy,
            approved_by AS ApprovedBy, paused_by AS PausedBy, occurrence AS Occurrence, next_at AS NextAt, created_at AS CreatedAt, started_at AS StartedAt, ended_at AS EndedAt
        FROM campaigns
        """;

    /// <summary>Writes a new draft of the first organisation.</summary>
    public Task<WrittenCampaign> MakeAsync(CampaignDraft draft, string who, CancellationToken cancellationToken) =>
        MakeAsync(Ownership.First, draft, who, cancellationToken);

    /// <summary>Writes a new draft of an organisation.</summary>
    public Task<WrittenCampaign> MakeAsync(string organisation, CampaignDraft draft, string who, CancellationToken cancellationToken) =>
        MakeAsync(organisation, draft, null, who, cancellationToken);

    /// <summary>Changes a draft; what was rehearsed or handed in is a draft again.</summary>
    public async Task<WrittenCampaign> ChangeAsync(string number, CampaignDraft draft, string who, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        if (await FindAsync(number, cancellationToken) is not { } before) return new WrittenCampaign.Refused([$"Kampanye {number} tidak ada."]);
        var (audience, why) = await CheckAsync(before.Organisation, draft, cancellationToken);
        if (audience is null || why.Count > 0) return new WrittenCampaign.Refused(why);
        return await database.WriteAsync<WrittenCampaign>(
            async session =>
            {
                var changed = await session.ExecuteAsync(
                    """
                    UPDATE campaigns SET name = @Name, ecosystem = @Ecosystem, purpose = @Purpose, partner = @Partner, source = @Source, audience = @Audience,
                        audience_version = @Version, content = @Content, schedule = @Schedule, holdout = @Holdout, per_hour = @PerHour, budget = @Budget, last_day = @LastDay,
                        state = 'draft', rehearsal = NULL, approved_by = NULL
                    WHERE number = @number AND state IN ('draft', 'rehearsed', 'waiting')
                    """,
                    Values(number, draft, audience),
                    cancellationToken);
                if (changed == 0) return new WrittenCampaign.Refused([$"Kampanye {number} tidak ada, atau sudah disetujui. Kembalikan dulu ke draf."]);
                await NoteAsync(session, number, "changed", "", who, cancellationToken);
                return new WrittenCampaign.Written(await NeededAsync(session, number, cancellationToken));
            },
            cancellationToken);
    }

    /// <summary>A draft with the same text for those whom the campaign did not reach, or who did not answer it.</summary>
    public async Task<WrittenCampaign> FollowUpAsync(string number, FollowUp to, string who, CancellationToken cancellationToken)
    {
        if (await FindAsync(number, cancellationToken) is not { } before) return new WrittenCampaign.Refused([$"Kampanye {number} tidak ada."]);
        if (before.State is not (CampaignState.Running or CampaignState.Paused or CampaignState.Stopped or CampaignState.Done))
            return new WrittenCampaign.Refused([$"Kampanye {number} belum dikirim."]);
        AudienceFilter filter = to == FollowUp.Failed
            ? new AudienceFilter.MissedCampaign(number)
            : new AudienceFilter.All([new AudienceFilter.GotCampaign(number), new AudienceFilter.Not(new AudienceFilter.AnsweredCampaign(number))]);
        var name = to == FollowUp.Failed ? $"Belum terjangkau {before.Name}" : $"Belum menjawab {before.Name}";
        if (await audiences.SaveAsync(before.Organisation, null, name, new AudienceDefinition(filter, AudienceExclusions.None), who, cancellationToken) is not SavedAudience.Saved(var audience))
            return new WrittenCampaign.Refused(["Audiens lanjutannya tidak bisa disimpan."]);
        var draft = new CampaignDraft($"Lanjutan: {before.Name}", before.Ecosystem, before.Purpose, audience.Number, before.Content, CampaignSchedule.AtOnce)
        {
            Partner = before.Partner, Source = before.Source, PerHour = (int?)before.PerHour, LastDay = before.LastDay,
        };
        return await MakeAsync(before.Organisation, draft, number, who, cancellationToken);
    }

    public Task<Campaign?> FindAsync(string number, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, number, cancellationToken), cancellationToken);

    public static async Task<Campaign?> FindAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Row>($"{Select} WHERE number = @number", new { number }, cancellationToken))?.Campaign;

    /// <summary>The campaign whose messages carry the code; null when none does.</summary>
    public static async Task<Campaign?> WithCheckAsync(DbSession session, string check, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Row>($"{Select} WHERE check_code = @check", new { check }, cancellationToken))?.Campaign;

    /// <summary>All, the youngest first; or those in some states.</summary>
    public async Task<IReadOnlyList<Campaign>> AllAsync(IReadOnlyCollection<CampaignState> states, CancellationToken cancellationToken)
    {
        var words = (states.Count == 0 ? Enum.GetValues<CampaignState>() : states).Select(state => state.Word()).ToArray();
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>($"{Select} WHERE state IN @words ORDER BY created_at DESC, number", new { words }, cancellationToken), cancellationToken);
        return [.. rows.Select(row => row.Campaign)];
    }

    /// <summary>Who did what, the oldest first.</summary>
    public async Task<IReadOnlyList<CampaignEvent>> HistoryAsync(string number, CancellationToken cancellationToken) =>
    [
        .. (await database.ReadAsync(session => HistoryAsync(session, number, cancellationToken), cancellationToken))
            .Select(row => new CampaignEvent(row.Number, row.What, row.Note, row.MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(row.At))),
    ];

    /// <summary>Moves the campaign on. A second person approves; nobody who wrote at it does.</summary>
    /// <param name="number">Which.</param>
    /// <param name="move">What is to be done.</param>
    /// <param name="who">By whom.</param>
    /// <param name="note">Why, for the history.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<CampaignStep> MoveAsync(string number, CampaignMove move, string who, string note, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        return database.WriteAsync<CampaignStep>(
            async session =>
            {
                if (await FindAsync(session, number, cancellationToken) is not { } campaign) return new CampaignStep.Refused([$"Kampanye {number} tidak ada."]);
                var now = clock.GetUtcNow();
                var writers = (await HistoryAsync(session, number, cancellationToken)).Where(row => row.What is "made" or "changed").Select(row => row.MadeBy).ToList();
                var step = CampaignStep.Of(campaign, move, who, writers, BlocksOf(campaign, now), now);
                if (step is not CampaignStep.Moved(var to)) return step;
                var approved = to == CampaignState.Approved;
                var written = await session.ExecuteAsync(
                    """
                    UPDATE campaigns SET state = @To, approved_by = CASE WHEN @approved = 1 THEN @who WHEN @To = 'draft' THEN NULL ELSE approved_by END,
                        next_at = CASE WHEN @approved = 1 THEN @Next WHEN @To IN ('draft', 'stopped') THEN NULL ELSE next_at END,
                        rehearsal = CASE WHEN @To = 'draft' THEN NULL ELSE rehearsal END,
                        paused_by = CASE WHEN @To = 'paused' THEN @who ELSE NULL END, ended_at = CASE WHEN @To = 'stopped' THEN @Now ELSE ended_at END
                    WHERE number = @number AND state = @From
                    """,
                    new
                    {
                        number,
                        who,
                        approved = approved ? 1L : 0L,
                        To = to.Word(),
                        From = campaign.State.Word(),
                        Next = campaign.Schedule.PlannedAt(1, now)?.ToUnixTimeMilliseconds(),
                        Now = now.ToUnixTimeMilliseconds(),
                    },
                    cancellationToken);
                if (written == 0) return new CampaignStep.Refused([$"Kampanye {number} baru saja diubah orang lain. Lihat lagi dulu."]);
                // What was put off while it was paused goes on at once.
                if (move == CampaignMove.Resume)
                {
                    await session.ExecuteAsync(
                        "UPDATE campaign_recipients SET due_at = @Now WHERE campaign = @number AND state = 'waiting' AND due_at > @Now",
                        new { number, Now = now.ToUnixTimeMilliseconds() },
                        cancellationToken);
                }

                await NoteAsync(session, number, move.ToString().ToLowerInvariant(), note, who, cancellationToken);
                return step;
            },
            cancellationToken);
    }

    /// <summary>Sets another budget (rupiah) for a campaign that was approved: again two people.</summary>
    public async Task<CampaignStep> SetBudgetAsync(string number, long budget, string who, string approvedBy, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(approvedBy) || string.Equals(who, approvedBy, StringComparison.OrdinalIgnoreCase))
            return new CampaignStep.Refused(["Anggaran baru perlu persetujuan orang kedua."]);
        if (budget <= 0) return new CampaignStep.Refused(["Anggarannya tidak wajar."]);
        return await database.WriteAsync<CampaignStep>(
            async session =>
            {
                if (await FindAsync(session, number, cancellationToken) is not { State: not (CampaignState.Stopped or CampaignState.Done) } campaign)
                    return new CampaignStep.Refused([$"Kampanye {number} tidak ada, atau sudah selesai."]);
                await session.ExecuteAsync(
                    "UPDATE campaigns SET budget = @New, paused_by = CASE WHEN paused_by = @Budget AND @New > spent THEN @approvedBy ELSE paused_by END WHERE number = @number",
                    new { number, New = budget * CampaignCosts.Rupiah, Budget, approvedBy },
                    cancellationToken);
                await NoteAsync(session, number, "budget", string.Create(CultureInfo.InvariantCulture, $"{budget}, disetujui {approvedBy}"), who, cancellationToken);
                return new CampaignStep.Moved(campaign.State);
            },
            cancellationToken);
    }

    /// <summary>Keeps what a rehearsal found; a draft is rehearsed then.</summary>
    public Task RehearsedAsync(string number, RehearsalReport report, string who, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "UPDATE campaigns SET rehearsal = @Report, state = CASE WHEN state = 'draft' THEN 'rehearsed' ELSE state END WHERE number = @number AND state IN ('draft', 'rehearsed', 'waiting')",
                    new { number, Report = JsonSerializer.Serialize(report, CampaignJson.Default.RehearsalReport) },
                    cancellationToken);
                await NoteAsync(session, number, "rehearsed", string.Create(CultureInfo.InvariantCulture, $"{report.Reached}"), who, cancellationToken);
            },
            cancellationToken);

    /// <summary>Notes what was done with a campaign, in the transaction that does it.</summary>
    public Task NoteAsync(DbSession session, string number, string what, string note, string who, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO campaign_history (campaign, number, what, note, made_by, at)
            SELECT @number, COALESCE(MAX(number), 0) + 1, @what, @note, @who, @At FROM campaign_history WHERE campaign = @number
            """,
            new { number, what, note, who, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);

    /// <summary>The campaign as it could be written again.</summary>
    public static CampaignDraft DraftOf(Campaign campaign) =>
        new(campaign.Name, campaign.Ecosystem, campaign.Purpose, campaign.Audience, campaign.Content, campaign.Schedule)
        {
            Partner = campaign.Partner,
            Source = campaign.Source,
            HoldoutPercent = campaign.Holdout / 100m,
            PerHour = (int?)campaign.PerHour,
            Budget = campaign.Budget / CampaignCosts.Rupiah,
            LastDay = campaign.LastDay,
        };

    private List<string> BlocksOf(Campaign campaign, DateTimeOffset now) =>
    [
        .. texts.Mistakes(DraftOf(campaign), now),
        .. texts.Findings(campaign.Content, now).Where(finding => finding.Blocks).Select(finding => $"«{finding.Found}» ({finding.Where}): {finding.Reason}"),
    ];

    private async Task<WrittenCampaign> MakeAsync(string organisation, CampaignDraft draft, string? follows, string who, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        var (audience, why) = await CheckAsync(organisation, draft, cancellationToken);
        if (audience is null || why.Count > 0) return new WrittenCampaign.Refused(why);
        return await database.WriteAsync<WrittenCampaign>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var number = await CampaignNumber.FreeAsync(session, "campaigns", () => CampaignNumber.Campaign(now), cancellationToken);
                var check = CampaignNumber.Check();
                while (await WithCheckAsync(session, check, cancellationToken) is not null) check = CampaignNumber.Check();
                var values = Values(number, draft, audience);
                values.AddDynamicParams(new
                {
                    organisation, follows, check, who, DrawKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Now = now.ToUnixTimeMilliseconds(),
                });
                await session.ExecuteAsync(
                    """
                    INSERT INTO campaigns (number, organisation_id, name, ecosystem, purpose, partner, source, audience, audience_version, content, schedule, holdout, per_hour, budget,
                        spent, last_day, follows, check_code, draw_key, state, made_by, occurrence, created_at)
                    VALUES (@number, @organisation, @Name, @Ecosystem, @Purpose, @Partner, @Source, @Audience, @Version, @Content, @Schedule, @Holdout, @PerHour, @Budget,
                        0, @LastDay, @follows, @check, @DrawKey, 'draft', @who, 0, @Now)
                    """,
                    values,
                    cancellationToken);
                await NoteAsync(session, number, "made", follows ?? "", who, cancellationToken);
                return new WrittenCampaign.Written(await NeededAsync(session, number, cancellationToken));
            },
            cancellationToken);
    }

    private async Task<(Audience? Audience, List<string> Why)> CheckAsync(string organisation, CampaignDraft draft, CancellationToken cancellationToken)
    {
        List<string> why = [.. texts.Mistakes(draft, clock.GetUtcNow()), .. draft.Schedule.Mistakes(hours)];
        if (string.IsNullOrWhiteSpace(draft.Name)) why.Add("Kampanye belum diberi nama.");
        if (draft.HoldoutPercent is < 0 or > 50) why.Add("Kelompok pembanding 0 sampai 50 persen.");
        if (draft.PerHour is <= 0) why.Add("Jumlah pesan per jam harus lebih dari nol.");
        if (draft.Budget is <= 0) why.Add("Anggaran harus lebih dari nol.");
        var audience = await audiences.FindAsync(draft.Audience, null, cancellationToken);
        if (audience?.Organisation == organisation) return (audience, why);
        why.Add($"Audiens {draft.Audience} tidak ada.");
        return (null, why);
    }

    private static Dapper.DynamicParameters Values(string number, CampaignDraft draft, Audience audience) => new(new
    {
        number,
        Name = draft.Name.Trim(),
        Ecosystem = draft.Ecosystem.Word(),
        Purpose = draft.Purpose.Word(),
        Partner = draft.Partner.Trim(),
        Source = draft.Source.Trim().ToUpperInvariant(),
        Audience = audience.Number,
        audience.Version,
        Content = draft.Content.Write(),
        Schedule = draft.Schedule.Write(),
        Holdout = (long)(draft.HoldoutPercent * 100),
        PerHour = (long?)draft.PerHour,
        Budget = draft.Budget * CampaignCosts.Rupiah,
        LastDay = draft.LastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    });

    private static async Task<Campaign> NeededAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        await FindAsync(session, number, cancellationToken) ?? throw new InvalidDataException("A campaign that was just written is not there.");

    private static Task<IReadOnlyList<EventRow>> HistoryAsync(DbSession session, string number, CancellationToken cancellationToken) =>
        session.QueryAsync<EventRow>(
            "SELECT number AS Number, what AS What, note AS Note, made_by AS MadeBy, at AS At FROM campaign_history WHERE campaign = @number ORDER BY number",
            new { number },
            cancellationToken);

    private sealed record EventRow(long Number, string What, string Note, string MadeBy, long At);

    private sealed record Row
    {
        public string Number { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string Name { get; init; } = "";

        public string Ecosystem { get; init; } = "";

        public string Purpose { get; init; } = "";

        public string Partner { get; init; } = "";

        public string Source { get; init; } = "";

        public string Audience { get; init; } = "";

        public long AudienceVersion { get; init; }

        public string Content { get; init; } = "";

        public string Schedule { get; init; } = "";

        public long Holdout { get; init; }

        public long? PerHour { get; init; }

        public long? Budget { get; init; }

        public long Spent { get; init; }

        public string? LastDay { get; init; }

        public string? Follows { get; init; }

        public string CheckCode { get; init; } = "";

        public string DrawKey { get; init; } = "";

        public string State { get; init; } = "";

        public string? Rehearsal { get; init; }

        public string MadeBy { get; init; } = "";

        public string? ApprovedBy { get; init; }

        public string? PausedBy { get; init; }

        public long Occurrence { get; init; }

        public long? NextAt { get; init; }

        public long CreatedAt { get; init; }

        public long? StartedAt { get; init; }

        public long? EndedAt { get; init; }

        public Campaign Campaign => new()
        {
            Number = Number,
            Organisation = Organisation,
            Name = Name,
            Ecosystem = Ecosystems.Read(Ecosystem) ?? throw new InvalidDataException($"There is no ecosystem '{Ecosystem}'."),
            Purpose = CampaignPurposes.Read(Purpose),
            Partner = Partner,
            Source = Source,
            Audience = Audience,
            AudienceVersion = AudienceVersion,
            Content = CampaignContent.Read(Content),
            Schedule = CampaignSchedule.Read(Schedule),
            Holdout = Holdout,
            PerHour = PerHour,
            Budget = Budget,
            Spent = Spent,
            LastDay = LastDay is null ? null : DateOnly.ParseExact(LastDay, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Follows = Follows,
            CheckCode = CheckCode,
            DrawKey = DrawKey,
            State = CampaignStates.Read(State),
            Rehearsal = Rehearsal is null ? null : JsonSerializer.Deserialize(Rehearsal, CampaignJson.Default.RehearsalReport),
            MadeBy = MadeBy,
            ApprovedBy = ApprovedBy,
            PausedBy = PausedBy,
            Occurrence = (int)Occurrence,
            NextAt = At(NextAt),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            StartedAt = At(StartedAt),
            EndedAt = At(EndedAt),
        };

        private static DateTimeOffset? At(long? at) => at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
    }
}

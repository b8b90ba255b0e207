using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Chatbot.Deliveries;

namespace Chatbot.Campaigns;

/// <summary>How the beginning of a campaign is meant.</summary>
internal enum CampaignStart
{
    /// <summary>As soon as it is approved.</summary>
    Now,

    /// <summary>At one instant, said by the clock of Jakarta.</summary>
    At,

    /// <summary>At that time of each person's own clock: «09.00 waktu setempat».</summary>
    Local,
}

/// <summary>When a campaign goes out, once or again and again. Pure.</summary>
/// <param name="Start">How the time is meant.</param>
/// <param name="Time">Without a zone; null for <see cref="CampaignStart.Now"/>.</param>
/// <param name="EveryDays">Days until it goes again; null: once.</param>
/// <param name="Until">Last day on which it goes again.</param>
internal sealed record CampaignSchedule(CampaignStart Start, DateTime? Time, int? EveryDays, DateOnly? Until)
{
    private const string Jakarta = "Asia/Jakarta";

    // From Jayapura to Jakarta it is two hours; planning a million takes a minute.
    private static readonly TimeSpan Lead = TimeSpan.FromHours(2) + TimeSpan.FromMinutes(5);

    public static CampaignSchedule AtOnce { get; } = new(CampaignStart.Now, null, null, null);

    public string Write() => JsonSerializer.Serialize(this, CampaignJson.Default.CampaignSchedule);

    public static CampaignSchedule Read(string json) =>
        JsonSerializer.Deserialize(json, CampaignJson.Default.CampaignSchedule) ?? throw new JsonException("A schedule is empty.");

    /// <summary>What is wrong with it, for the staff.</summary>
    public IEnumerable<string> Mistakes(SendingHours hours)
    {
        if (Start != CampaignStart.Now && Time is null) yield return "Waktu mulainya belum ada.";
        if (Start == CampaignStart.Local && Time is { } time && hours.Next(time) != time) yield return "Jam itu di luar jam kirim; pilih jam lain.";
        if (EveryDays is not null && Time is null) yield return "Kampanye berulang perlu tanggal dan jam mulai.";
        if (EveryDays is < 7) yield return "Kampanye berulang paling cepat tiap 7 hari.";
        if (EveryDays is not null && Until is null) yield return "Kampanye berulang perlu hari terakhir.";
    }

    /// <summary>When people of a zone are written to first, UTC.</summary>
    /// <param name="zone">IANA name.</param>
    /// <param name="occurrence">From 1.</param>
    /// <param name="hours">When messages may go.</param>
    /// <param name="now">The instant of planning.</param>
    public DateTimeOffset DueIn(string zone, int occurrence, SendingHours hours, DateTimeOffset now)
    {
        var there = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var earliest = TimeZoneInfo.ConvertTime(now, there).DateTime;
        var wanted = Start switch
        {
            CampaignStart.Now => earliest,
            CampaignStart.At => TimeZoneInfo.ConvertTime(InstantOf(occurrence), there).DateTime,
            CampaignStart.Local => TimeOf(occurrence),
        };
        var local = hours.Next(wanted > earliest ? wanted : earliest);
        return new DateTimeOffset(local, there.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>When that occurrence is planned: shortly before the first people are due. Null when there is no such occurrence any more.</summary>
    public DateTimeOffset? PlannedAt(int occurrence, DateTimeOffset now)
    {
        if (occurrence > 1 && (EveryDays is null || Until is null)) return null;
        if (Start == CampaignStart.Now && occurrence == 1) return now;
        var time = TimeOf(occurrence);
        if (occurrence > 1 && DateOnly.FromDateTime(time) > Until) return null;
        return InstantOf(occurrence) - Lead;
    }

    private DateTime TimeOf(int occurrence) => (Time ?? throw new InvalidOperationException("A schedule without a time.")).AddDays((occurrence - 1) * (EveryDays ?? 0));

    private DateTimeOffset InstantOf(int occurrence)
    {
        var time = TimeOf(occurrence);
        return new DateTimeOffset(time, TimeZoneInfo.FindSystemTimeZoneById(Jakarta).GetUtcOffset(time)).ToUniversalTime();
    }

    /// <summary>As staff reads it.</summary>
    public string InWords() => (Start switch
    {
        CampaignStart.Now => "segera setelah disetujui",
        CampaignStart.At => string.Create(CultureInfo.InvariantCulture, $"{Time:yyyy-MM-dd HH.mm} WIB"),
        CampaignStart.Local => string.Create(CultureInfo.InvariantCulture, $"{Time:yyyy-MM-dd HH.mm} waktu setempat"),
    }) + (EveryDays is { } days ? string.Create(CultureInfo.InvariantCulture, $", diulang tiap {days} hari sampai {Until:yyyy-MM-dd}") : "");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CampaignSchedule))]
[JsonSerializable(typeof(CampaignContent))]
[JsonSerializable(typeof(RehearsalReport))]
[JsonSerializable(typeof(CampaignDraft))]
internal sealed partial class CampaignJson : JsonSerializerContext;

using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Console.Shell;
using Chatbot.Privacy.Access;

namespace Chatbot.Console.Kampanye;

/// <summary>How campaigns are told on the pages.</summary>
internal static class CampaignWords
{
    public static string Tone(CampaignState state) => state switch
    {
        CampaignState.Draft or CampaignState.Rehearsed => "",
        CampaignState.Waiting or CampaignState.Paused => "k-warn",
        CampaignState.Approved or CampaignState.Running => "k-good",
        CampaignState.Stopped => "k-bad",
        CampaignState.Done => "",
    };

    public static string Purpose(CampaignPurpose purpose) => purpose switch
    {
        CampaignPurpose.Promotion => "Ajakan",
        CampaignPurpose.Information => "Pemberitahuan",
    };

    /// <summary>What happens next, and for whom it waits.</summary>
    public static string Next(Campaign campaign, StaffScope scope, DateTimeOffset now) => campaign.State switch
    {
        CampaignState.Draft => "menunggu penulisnya: gladi",
        CampaignState.Rehearsed => "menunggu penulisnya: ajukan persetujuan",
        CampaignState.Waiting => CampaignDesk.MayApprove(scope) && !IsWriter(campaign, scope) ? "menunggu Anda: setujui atau kembalikan" : "menunggu orang kedua: persetujuan",
        CampaignState.Approved => campaign.NextAt is { } at && at > now ? $"disiapkan {Times.Of(at, scope.Zone)}" : "segera mulai",
        CampaignState.Running => "sedang dikirim",
        CampaignState.Paused => campaign.PausedBy == CampaignBook.Budget ? "anggaran habis: menunggu anggaran baru" : "menunggu dilanjutkan",
        CampaignState.Stopped => campaign.EndedAt is { } at ? $"dihentikan {Times.Of(at, scope.Zone)}" : "dihentikan",
        CampaignState.Done => campaign.EndedAt is { } at ? $"selesai {Times.Of(at, scope.Zone)}" : "selesai",
    };

    /// <summary>Whether something of it waits for him.</summary>
    public static bool WaitsFor(Campaign campaign, StaffScope scope) => campaign.State switch
    {
        CampaignState.Draft or CampaignState.Rehearsed => CampaignDesk.MayWrite(scope) && IsWriter(campaign, scope),
        CampaignState.Waiting => CampaignDesk.MayApprove(scope) && !IsWriter(campaign, scope),
        CampaignState.Paused => CampaignDesk.MayWrite(scope) || CampaignDesk.MayApprove(scope),
        CampaignState.Approved or CampaignState.Running or CampaignState.Stopped or CampaignState.Done => false,
    };

    /// <summary>When it goes, in words.</summary>
    public static string When(CampaignSchedule schedule)
    {
        var once = schedule.Start switch
        {
            CampaignStart.Now => "segera setelah disetujui",
            CampaignStart.At => $"{Times.Clock(schedule.Time ?? default)} WIB",
            CampaignStart.Local => $"{Times.Clock(schedule.Time ?? default)} waktu setempat",
        };
        return schedule.EveryDays is { } days && schedule.Until is { } until
            ? $"{once}, diulang tiap {days.ToString(CultureInfo.InvariantCulture)} hari sampai {Times.Day(until)}"
            : once;
    }

    /// <summary>What was done with it.</summary>
    public static string Event(CampaignEvent done) => done.What switch
    {
        "made" => done.Note.Length > 0 ? $"ditulis sebagai lanjutan {done.Note}" : "ditulis",
        "changed" => "diubah",
        "rehearsed" => long.TryParse(done.Note, out var reached) ? $"digladi: {StaffNumber.Of(reached)} orang terjangkau" : "digladi",
        "test" => $"dicoba ke {done.Note}",
        "submit" => "diajukan",
        "return" => "dikembalikan ke draf" + Because(done),
        "approve" => "disetujui" + Because(done),
        "pause" => "dijeda" + Because(done),
        "resume" => "dilanjutkan" + Because(done),
        "stop" => "dihentikan" + Because(done),
        "planned" => $"penerima disiapkan ({done.Note})",
        "done" => "selesai",
        "budget_asked" => long.TryParse(done.Note, out var asked) ? $"meminta anggaran {Programs.Rupiah.Text(asked)}" : "meminta anggaran baru",
        "budget" => $"anggaran diganti: {done.Note}",
        _ => done.What + Because(done),
    };

    private static string Because(CampaignEvent done) => done.Note.Length > 0 ? $": {done.Note}" : "";

    private static bool IsWriter(Campaign campaign, StaffScope scope) => string.Equals(campaign.MadeBy, scope.Login, StringComparison.OrdinalIgnoreCase);
}

namespace Chatbot.Campaigns;

/// <summary>What staff can do with a campaign beside writing it.</summary>
internal enum CampaignMove
{
    /// <summary>Hand it to a second person.</summary>
    Submit,

    /// <summary>Back to a draft, with a reason.</summary>
    Return,

    Approve,
    Pause,
    Resume,
    Stop,
}

/// <summary>What a move comes to. A closed set. Pure.</summary>
internal abstract record CampaignStep
{
    // What was rehearsed longer ago is another audience by now.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    private CampaignStep()
    {
    }

    public sealed record Moved(CampaignState To) : CampaignStep;

    /// <summary>Not so; why, for the staff.</summary>
    public sealed record Refused(IReadOnlyList<string> Why) : CampaignStep;

    /// <param name="campaign">As it stands.</param>
    /// <param name="move">What is to be done.</param>
    /// <param name="who">By whom.</param>
    /// <param name="writers">All who wrote or changed it: none of them approves.</param>
    /// <param name="blocks">What keeps its texts from going out.</param>
    /// <param name="now">UTC.</param>
    public static CampaignStep Of(
        Campaign campaign, CampaignMove move, string who, IReadOnlyCollection<string> writers, IReadOnlyList<string> blocks, DateTimeOffset now)
    {
        switch (move, campaign.State)
        {
            case (CampaignMove.Submit, CampaignState.Rehearsed):
                return Checked(CampaignState.Waiting);
            case (CampaignMove.Submit, CampaignState.Draft):
                return new Refused(["Gladi dulu: jangkauan, biaya, dan waktunya belum diketahui."]);
            case (CampaignMove.Return, CampaignState.Rehearsed or CampaignState.Waiting or CampaignState.Approved):
                return new Moved(CampaignState.Draft);
            case (CampaignMove.Approve, CampaignState.Waiting):
                return writers.Contains(who, StringComparer.OrdinalIgnoreCase)
                    ? new Refused(["Yang menulis kampanye tidak bisa menyetujuinya. Minta orang kedua."])
                    : Checked(CampaignState.Approved);
            case (CampaignMove.Pause, CampaignState.Running):
                return new Moved(CampaignState.Paused);
            case (CampaignMove.Resume, CampaignState.Paused):
                // Also when some of it is left that is too little for one more message.
                return campaign.PausedBy == CampaignBook.Budget || (campaign.Budget is { } budget && campaign.Spent >= budget)
                    ? new Refused(["Anggarannya sudah habis. Tambah anggaran dulu, dengan persetujuan orang kedua."])
                    : new Moved(CampaignState.Running);
            case (CampaignMove.Stop, CampaignState.Waiting or CampaignState.Approved or CampaignState.Running or CampaignState.Paused):
                return new Moved(CampaignState.Stopped);
            default:
                return new Refused([$"Kampanye ini {campaign.State.InWords()}, jadi tidak bisa {Word(move)}."]);
        }

        CampaignStep Checked(CampaignState to)
        {
            List<string> why = [.. blocks];
            if (campaign.Rehearsal is null || campaign.Rehearsal.At + Fresh < now) why.Add("Gladinya sudah lebih dari sehari. Ulangi dulu.");
            else if (campaign.Rehearsal.Reached == 0) why.Add("Tidak ada orang yang bisa dikirimi.");
            return why.Count == 0 ? new Moved(to) : new Refused(why);
        }
    }

    public static string Word(CampaignMove move) => move switch
    {
        CampaignMove.Submit => "diajukan",
        CampaignMove.Return => "dikembalikan",
        CampaignMove.Approve => "disetujui",
        CampaignMove.Pause => "dijeda",
        CampaignMove.Resume => "dilanjutkan",
        CampaignMove.Stop => "dihentikan",
    };
}

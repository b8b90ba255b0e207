using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Effects;
using Chatbot.Campaigns.Sending;
using Chatbot.Console.Shell;
using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Console.Kampanye;

/// <summary>The page of one campaign.</summary>
public sealed partial class Rinci : StaffPage
{
    // Counting the effect of a large campaign takes the database a while; the progress does not.
    private static readonly TimeSpan EffectAge = TimeSpan.FromSeconds(20);

    private CampaignCard? card;
    private CampaignMove? asking;
    private ElementReference question;
    private bool isToFocus;
    private string note = "";
    private string told = "";
    private IReadOnlyList<string> trouble = [];
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();
    private IReadOnlyDictionary<string, string> staff = new Dictionary<string, string>();
    private IReadOnlyList<StaffUser> users = [];
    private CampaignEffect? effect;
    private bool isBusy;

    [Parameter]
    public string Code { get; set; } = "";

    [Inject]
    private CampaignDesk Desk { get; set; } = default!;

    [Inject]
    private AudienceDesk Audiences { get; set; } = default!;

    [Inject]
    private AudienceChoiceBook Choices { get; set; } = default!;

    [Inject]
    private CampaignProgresses Progresses { get; set; } = default!;

    [Inject]
    private StaffStore Staff { get; set; } = default!;

    [Inject]
    private NavigationManager Addresses { get; set; } = default!;

    protected override TimeSpan? RefreshEvery => TimeSpan.FromSeconds(2);

    private bool MayMove => CampaignDesk.MayWrite(Scope) || CampaignDesk.MayApprove(Scope);

    protected override async Task OnParametersSetAsync()
    {
        // From a campaign to its follow-up the page stays, and shows another.
        if (IsLoaded && card?.Campaign.Number != Code)
        {
            (effect, told, trouble, asking) = (null, "", [], null);
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isToFocus || asking is null) return;
        isToFocus = false;
        await question.FocusAsync();
    }

    private void Ask(CampaignMove move) => (asking, note, isToFocus) = (move, "", true);

    protected override async Task LoadAsync()
    {
        if (await Desk.FindAsync(Scope, Code, Stop) is not { } campaign)
        {
            card = null;
            return;
        }

        if (users.Count == 0)
        {
            users = await Staff.ListAsync(Scope.Organisation, Stop);
            staff = users.ToDictionary(user => user.Login, user => user.Name, StringComparer.OrdinalIgnoreCase);
            names = (await Choices.OfAsync(Scope, Stop)).Names;
        }

        if (campaign.StartedAt is not null && (effect is null || effect.Campaign.Number != Code || effect.At + EffectAge < Now || effect.Campaign.State != campaign.State))
            effect = await Desk.EffectAsync(Scope, Code, Stop);
        var history = await Desk.HistoryAsync(Scope, Code, Stop);
        var writers = history.Where(one => one.What is "made" or "changed").Select(one => one.MadeBy).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var audience = await Audiences.FindAsync(Scope, campaign.Audience, campaign.AudienceVersion, Stop);
        card = new CampaignCard
        {
            Campaign = campaign,
            Scope = Scope,
            Now = Now,
            Audience = audience is null ? campaign.Audience : AudienceWords.Of(audience.Definition, names),
            History = history,
            Progress = card is { Campaign.State: CampaignState.Done, Progress: var before } && campaign.State == CampaignState.Done && card.Campaign.Number == Code
                ? before
                : await Progresses.OfAsync(Scope, Code, Stop),
            Effect = effect,
            Staff = staff,
            Approvers =
            [
                .. users.Where(user => user.IsActive && !writers.Contains(user.Login) && user.Roles.Contains(StaffRole.Approver))
                    .Select(user => user.Name),
            ],
        };
    }

    private Task MoveAsync(CampaignMove move) => MoveAsync(new CampaignAct { Move = move, Note = note.Trim() });

    private async Task MoveAsync(CampaignAct act)
    {
        if (isBusy) return;
        isBusy = true;
        try
        {
            if (act.IsRehearsal)
            {
                var isDone = await Desk.RehearseAsync(Scope, Code, Stop) is not null;
                (trouble, told) = (isDone ? [] : ["Kampanye ini tidak bisa digladi oleh Anda."], isDone ? "Gladi diulang." : "");
            }
            else
            {
                switch (await Desk.MoveAsync(Scope, Code, act.Move, act.Note, Stop))
                {
                    case CampaignStep.Moved:
                        (trouble, told) = ([], Done(act.Move));
                        break;
                    case CampaignStep.Refused(var why):
                        (trouble, told) = (why, "");
                        break;
                }
            }

            (asking, note) = (null, "");
            await LoadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task FollowUpAsync(string to)
    {
        switch (await Desk.FollowUpAsync(Scope, Code, to == "failed" ? FollowUp.Failed : FollowUp.Silent, Stop))
        {
            case WrittenCampaign.Written(var next):
                Addresses.NavigateTo($"kampanye/{next.Number}/ubah");
                break;
            case WrittenCampaign.Refused(var why):
                trouble = why;
                break;
        }
    }

    private async Task BudgetAsync(IReadOnlyList<string> why)
    {
        (trouble, told) = (why, why.Count == 0 ? "Anggarannya dicatat." : "");
        await LoadAsync();
    }

    private static string AskTitle(CampaignMove move) => move switch
    {
        CampaignMove.Pause => "Jeda kampanye ini?",
        CampaignMove.Stop => "Hentikan kampanye ini untuk selamanya?",
        _ => "Kembalikan ke draf?",
    };

    private static string AskText(CampaignMove move) => move switch
    {
        CampaignMove.Pause => "Dalam 5 detik tidak ada lagi yang dikirim. Yang belum menerima tetap tersimpan, dan kampanye bisa dilanjutkan kapan saja.",
        CampaignMove.Stop => "Dalam 5 detik tidak ada lagi yang dikirim, dan kampanye ini tidak bisa dilanjutkan. Yang sudah menerima tetap tercatat. Bila hanya ingin menunggu, pilih Jeda.",
        _ => "Kampanye tidak jadi dikirim sampai digladi, diajukan, dan disetujui lagi.",
    };

    private static string AskButton(CampaignMove move) => move switch
    {
        CampaignMove.Pause => "Ya, jeda",
        CampaignMove.Stop => "Ya, hentikan",
        _ => "Ya, kembalikan",
    };

    private static string Done(CampaignMove move) => move switch
    {
        CampaignMove.Submit => "Diajukan. Orang kedua yang menyetujuinya.",
        CampaignMove.Return => "Dikembalikan ke draf.",
        CampaignMove.Approve => "Disetujui. Kampanye berjalan dengan sendirinya pada waktunya.",
        CampaignMove.Pause => "Dijeda. Dalam 5 detik tidak ada lagi yang dikirim.",
        CampaignMove.Resume => "Dilanjutkan.",
        CampaignMove.Stop => "Dihentikan.",
    };
}

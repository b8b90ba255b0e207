using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Console.Shell;
using Chatbot.Deliveries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Radzen;

namespace Chatbot.Console.Kampanye;

/// <summary>The page on which a campaign is set up.</summary>
public sealed partial class Susun : StaffPage
{
    private CampaignSheet? sheet;
    private SheetContext? context;
    private Campaign? campaign;
    private IReadOnlyList<string> trouble = [];
    private string gone = "Kampanye itu tidak ada.";
    private string told = "";
    private string saved = "";
    private bool isBusy;
    private bool isSent;

    [Parameter]
    public string? Code { get; set; }

    [Inject]
    private NavigationManager Addresses { get; set; } = default!;

    [Inject]
    private SendingHours Hours { get; set; } = default!;

    private bool IsDirty => sheet is not null && !isSent && saved != Written(sheet);

    /// <summary>What keeps the campaign from being saved, in words.</summary>
    private IReadOnlyList<string> Missing
    {
        get
        {
            if (sheet is null) return [];
            List<string> missing = [];
            if (string.IsNullOrWhiteSpace(sheet.Name)) missing.Add("Beri nama kampanyenya (langkah 1).");
            if (sheet.Lines?.Any(line => !line.IsWhole) == true) missing.Add("Ada syarat audiens yang belum dipilih isinya (langkah 2).");
            missing.AddRange(sheet.Definition.Mistakes());
            var open = Texts.ToFill(sheet.Content, Scope.Local(Now)).Where(name => string.IsNullOrWhiteSpace(sheet.Values.GetValueOrDefault(name))).ToList();
            missing.AddRange(open.Select(name => $"Isi «{name}» (langkah 3)."));
            missing.AddRange(Texts.Mistakes(sheet.Draft(""), Scope.Local(Now)).Where(mistake => !open.Exists(name => mistake.Contains($"{{{name}}}", StringComparison.Ordinal))));
            missing.AddRange(sheet.Schedule.Mistakes(Hours));
            if (sheet.Schedule is { Start: not CampaignStart.Now, Time: { } time } && time < Scope.Local(Now).DateTime) missing.Add("Waktu mulainya sudah lewat (langkah 4).");
            if (sheet.LastDay is { } last && last < DateOnly.FromDateTime(sheet.Schedule.Time ?? Scope.Local(Now).DateTime)) missing.Add("Hari terakhirnya sebelum kampanye mulai (langkah 4).");
            return missing;
        }
    }

    protected override async Task LoadAsync()
    {
        if (sheet is not null) return;
        if (Code is null)
        {
            sheet = new CampaignSheet();
            sheet.SetPurpose(sheet.Purpose, Book);
        }
        else if (await Desk.FindAsync(Scope, Code, Stop) is { } found)
        {
            if (found.State is not (CampaignState.Draft or CampaignState.Rehearsed or CampaignState.Waiting))
            {
                gone = $"Kampanye ini {found.State.InWords()}. Yang disetujui dikembalikan dulu ke draf; yang sudah berjalan tidak diubah lagi.";
                return;
            }

            campaign = found;
            sheet = CampaignSheet.Of(found, await Audiences.FindAsync(Scope, found.Audience, found.AudienceVersion, Stop));
        }
        else
        {
            return;
        }

        await Choices.LearnAsync(Scope, Stop);
        context = new SheetContext { Sheet = sheet, Scope = Scope, Stop = Stop, Choices = await Choices.OfAsync(Scope, Stop) };
        saved = Written(sheet);
    }

    private void Render() => told = "";

    private static string Written(CampaignSheet sheet) =>
        System.Text.Json.JsonSerializer.Serialize(sheet.Draft(""), CampaignJson.Default.CampaignDraft) + sheet.AudienceName + sheet.Definition.Write();

    /// <summary>The audience first, as a new version when it has changed; then the campaign on it.</summary>
    private async Task<bool> SaveAsync()
    {
        if (sheet is null || context is null) return false;
        var definition = sheet.Definition;
        var audience = sheet.Audience;
        var name = string.IsNullOrWhiteSpace(sheet.AudienceName) ? AudienceBuilder.NameFor(context) : sheet.AudienceName.Trim();
        // A campaign takes the latest version: where somebody else has saved one meanwhile, what this page shows is the next.
        var latest = audience is null ? null : await Audiences.FindAsync(Scope, audience.Number, null, Stop);
        if (audience is null || latest is null || latest.Definition.Write() != definition.Write() || latest.Name != name)
        {
            switch (await Audiences.SaveAsync(Scope, audience?.Number, name, definition, Stop))
            {
                case SavedAudience.Saved(var next):
                    audience = next;
                    break;
                case SavedAudience.Refused(var why):
                    trouble = why;
                    return false;
            }
        }

        (sheet.Audience, sheet.AudienceName) = (audience, audience!.Name);
        var draft = sheet.Draft(audience.Number);
        switch (sheet.Number is { } number ? await Desk.ChangeAsync(Scope, number, draft, Stop) : await Desk.MakeAsync(Scope, draft, Stop))
        {
            case WrittenCampaign.Written(var written):
                (campaign, sheet.Number, trouble) = (written, written.Number, []);
                saved = Written(sheet);
                return true;
            case WrittenCampaign.Refused(var why):
                trouble = why;
                return false;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private Task SaveOnlyAsync() => BusyAsync(async () =>
    {
        if (await SaveAsync()) told = $"Draf tersimpan sebagai {sheet!.Number}.";
    });

    private Task RehearseAsync() => BusyAsync(async () =>
    {
        if (campaign is null || IsDirty)
        {
            if (!await SaveAsync()) return;
        }

        if (await Desk.RehearseAsync(Scope, campaign!.Number, Stop) is null) trouble = ["Kampanye ini tidak ada lagi."];
        else campaign = await Desk.FindAsync(Scope, campaign.Number, Stop);
    });

    private Task SlowerAsync(int perHour)
    {
        if (sheet is null) return Task.CompletedTask;
        sheet.PerHour = perHour;
        return RehearseAsync();
    }

    private Task SubmitAsync() => BusyAsync(async () =>
    {
        switch (await Desk.MoveAsync(Scope, campaign!.Number, CampaignMove.Submit, "", Stop))
        {
            case CampaignStep.Moved:
                isSent = true;
                Addresses.NavigateTo($"kampanye/{campaign.Number}");
                break;
            case CampaignStep.Refused(var why):
                trouble = why;
                break;
        }
    });

    private async Task BusyAsync(Func<Task> work)
    {
        if (isBusy) return;
        (isBusy, told, trouble) = (true, "", []);
        try
        {
            await work();
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task LeaveAsync(LocationChangingContext leaving)
    {
        if (!IsDirty) return;
        if (await Dialogs.Confirm(
            "Yang belum disimpan akan hilang.", "Tinggalkan halaman ini?", new ConfirmOptions { OkButtonText = "Tinggalkan", CancelButtonText = "Tetap di sini" }) != true)
            leaving.PreventNavigation();
    }
}

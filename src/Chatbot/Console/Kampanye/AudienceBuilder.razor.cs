using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Console.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Chatbot.Console.Kampanye;

/// <summary>Chooses whom a campaign is for, and counts while it is being chosen.</summary>
public sealed partial class AudienceBuilder : ComponentBase
{
    private const int MostShown = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private AudienceCount? count;
    private IReadOnlyList<AudienceSample>? sample;
    private bool isCounting;
    private bool isUploading;
    private string stored = "";
    private CampaignPurpose counted;
    private int asked;

    [Inject]
    private IOptions<CampaignsOptions> Options { get; set; } = default!;

    [Parameter, EditorRequired]
    public SheetContext Context { get; set; } = default!;

    /// <summary>The audience is another one now.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    private int Between => Options.Value.DaysBetween(Context.Sheet.Purpose);

    private int Excepted => Context.Sheet.ExceptLists.Count + Context.Sheet.ExceptAudiences.Count + (Context.Sheet.ExceptDays > 0 ? 1 : 0);

    private string Suggested => NameFor(Context);

    /// <summary>What an audience is called that nobody has named.</summary>
    internal static string NameFor(SheetContext context)
    {
        if (context.Sheet.Lines is { Count: 0 }) return "Semua orang";
        var words = AudienceWords.Of(context.Sheet.Definition.Who, context.Choices.Names);
        var capital = words.Length == 0 ? "Audiens" : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
        return capital.Length > 80 ? capital[..79] + "…" : capital;
    }

    protected override async Task OnParametersSetAsync()
    {
        // Another purpose needs another consent.
        if (count is null && !isCounting || counted != Context.Sheet.Purpose) await CountAsync();
    }

    private async Task ChangedAsync()
    {
        sample = null;
        await Changed.InvokeAsync();
        await CountAsync();
    }

    /// <summary>Waits a moment for the next change, and counts when there is none.</summary>
    private async Task CountAsync()
    {
        var mine = ++asked;
        (isCounting, counted) = (true, Context.Sheet.Purpose);
        StateHasChanged();
        try
        {
            await Task.Delay(Patience, Clock, Context.Stop);
            if (mine != asked) return;
            var definition = Context.Sheet.Definition.NotWithin(Between);
            var found = definition.Mistakes().Count > 0 ? null : await Desk.CountAsync(Context.Scope, definition, Context.Sheet.Purpose, Context.Stop);
            if (mine != asked) return;
            (count, isCounting) = (found, false);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task SampleAsync()
    {
        sample = await Desk.SampleAsync(
            Context.Scope, Context.Sheet.Definition.NotWithin(Between), Context.Sheet.Purpose, MostShown, $"menyusun kampanye {Context.Sheet.Name}".Trim(), Context.Stop);
        Context.SomeNames = [.. sample.Select(one => one.Name).Where(name => name.Length > 0).Distinct()];
        await Changed.InvokeAsync();
    }

    private Task AddAsync(ChangeEventArgs change)
    {
        if (!Enum.TryParse<LineKind>(change.Value?.ToString(), out var kind)) return Task.CompletedTask;
        Context.Sheet.Lines?.Add(new FilterLine { Kind = kind });
        return ChangedAsync();
    }

    private Task RemoveAsync(FilterLine line)
    {
        Context.Sheet.Lines?.Remove(line);
        return ChangedAsync();
    }

    private Task DaysAsync(ChangeEventArgs change)
    {
        Context.Sheet.ExceptDays = int.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0;
        return ChangedAsync();
    }

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        if (Context.Choices.Audiences.FirstOrDefault(one => one.Number == change.Value?.ToString()) is { } audience) Context.Sheet.Take(audience);
        else Context.Sheet.Clear();
        await ChangedAsync();
    }

    /// <summary>A new list is what the audience is for, or who is left out of it.</summary>
    private async Task StoredAsync(StoredList taken)
    {
        Context.Choices = await Choices.OfAsync(Context.Scope, Context.Stop);
        isUploading = false;
        var number = taken.List.Number;
        if (taken.List.Purpose is null)
        {
            Context.Sheet.ExceptLists.Add(number);
            stored = $"«{taken.List.Name}» tersimpan, {StaffNumber.Of(taken.List.People)} orang, dan dikecualikan dari kampanye ini.";
        }
        else
        {
            var line = Context.Sheet.Lines?.FirstOrDefault(one => one is { Kind: LineKind.List, IsNot: false });
            if (line is null)
            {
                line = new FilterLine { Kind = LineKind.List };
                Context.Sheet.Lines?.Add(line);
            }

            line.Values.Add(number);
            stored = $"«{taken.List.Name}» tersimpan, {StaffNumber.Of(taken.List.People)} orang, dan dipakai sebagai syarat di atas.";
        }

        await ChangedAsync();
    }
}

using Chatbot.Campaigns;
using Chatbot.Campaigns.Sources;
using Chatbot.Console.Shell;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Console.Kampanye;

/// <summary>The codes of a campaign, or all.</summary>
public sealed partial class SourcesPanel : ComponentBase
{
    private IReadOnlyList<(SourceCode Code, SourceCount Count)>? codes;
    private IReadOnlyList<string> trouble = [];
    private string? number;
    private SourceKind kind = SourceKind.Poster;
    private Ecosystem ecosystem;
    private string word = "";
    private string name = "";
    private string place = "";
    private string partner = "";
    private DateOnly? day;
    private TimeOnly? hour = new(9, 0);
    private bool isMaking;

    [Parameter, EditorRequired]
    public SourcesOf Context { get; set; } = default!;

    private string ZoneWord => Times.Zone(Context.Scope.Zone.Id);

    protected override async Task OnInitializedAsync()
    {
        (ecosystem, partner) = (Context.Campaign?.Ecosystem ?? Ecosystem.Pasar, Context.Campaign?.Partner ?? "");
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        number = await Papers.NumberAsync(Context.Scope.Organisation, Context.Stop);
        codes =
        [
            .. (await Desk.SourcesAsync(Context.Scope, Context.Stop)).Where(one =>
                Context.Campaign is not { } campaign || one.Source.Campaign == campaign.Number || one.Source.Code == campaign.Source),
        ];
    }

    private async Task AddAsync()
    {
        DateTimeOffset? starts = kind == SourceKind.Event && day is { } on && hour is { } at
            ? new DateTimeOffset(on.ToDateTime(at), Context.Scope.Zone.GetUtcOffset(on.ToDateTime(at))).ToUniversalTime()
            : null;
        var source = new SourceCode(word, kind, name, ecosystem, "", partner.Trim(), place.Trim(), starts, Context.Campaign?.Number);
        switch (await Desk.AddSourceAsync(Context.Scope, source, Context.Stop))
        {
            case NewSourceCode.Made:
                (isMaking, trouble, word, name, place) = (false, [], "", "", "");
                await LoadAsync();
                break;
            case NewSourceCode.Refused(var why):
                trouble = why;
                break;
        }
    }

    private static string KindOf(SourceKind kind) => kind switch
    {
        SourceKind.Letter => "surat",
        SourceKind.Poster => "poster",
        SourceKind.Event => "acara",
        SourceKind.Partner => "mitra",
        SourceKind.Figure => "tokoh",
    };
}

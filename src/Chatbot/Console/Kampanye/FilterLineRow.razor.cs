using System.Globalization;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Language;
using Chatbot.Membership;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Console.Kampanye;

/// <summary>One line of the audience builder.</summary>
public sealed partial class FilterLineRow : ComponentBase
{
    private const string notWord = "tidak";

    [Inject]
    private Programs.Knowledge Knowledge { get; set; } = default!;

    [Parameter, EditorRequired]
    public FilterLine Line { get; set; } = default!;

    /// <summary>From 1.</summary>
    [Parameter, EditorRequired]
    public int Number { get; set; }

    [Parameter, EditorRequired]
    public SheetContext Context { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Removed { get; set; }

    private string number => Number.ToString(CultureInfo.InvariantCulture);

    private (string Title, string Yes, string No) words => FilterLine.Words(Line.Kind);

    private bool IsShort => Line.Kind is LineKind.Ecosystem or LineKind.Sector or LineKind.Status or LineKind.Language;

    private IReadOnlyList<AudienceChoice> Choices => Line.Kind switch
    {
        LineKind.Ecosystem => [.. Enum.GetValues<Ecosystem>().Select(one => new AudienceChoice(one.ToString(), one.Title()))],
        LineKind.Sector => [new("transport", "transportasi (ojek, sopir, kurir)"), new("other", "pekerjaan lain")],
        LineKind.Status => [.. Enum.GetValues<MembershipState>().Select(one => new AudienceChoice(one.ToString(), AudienceWords.StatusOf(one)))],
        LineKind.Language => [.. AudienceWords.Languages.Select(one => new AudienceChoice(one.Code, one.Name))],
        LineKind.Job => [.. Knowledge.Occupations.All.Select(one => one.Job).Distinct().Order(StringComparer.Ordinal).Select(job => new AudienceChoice(job, job))],
        LineKind.Sponsored => [new(FilterLine.AnySponsor, "sponsor mana pun"), .. Context.Choices.Sponsors],
        LineKind.Agent => Context.Choices.Agents,
        LineKind.Source => Context.Choices.Sources,
        LineKind.List => [.. Context.Choices.Lists.Where(one => one.Purpose is not null).Select(one => new AudienceChoice(one.Number, one.Name))],
        LineKind.Got or LineKind.Answered or LineKind.Missed => Context.Choices.Campaigns,
        LineKind.Region or LineKind.Wrote => [],
    };

    private string Nothing => Line.Kind switch
    {
        LineKind.List => "Belum ada daftar. Unggah berkasnya di bawah, lalu pilih di sini.",
        LineKind.Agent => "Belum ada agen yang terdaftar.",
        LineKind.Source => "Belum ada kode sumber. Kode dibuat di halaman kampanye.",
        _ => "Belum ada kampanye yang pernah dikirim.",
    };

    private string NameOf(string value) => Line.Kind == LineKind.Region
        ? RegionNames.Whole(value)
        : Choices.FirstOrDefault(choice => choice.Key == value)?.Name ?? Context.Choices.Names.GetValueOrDefault(value, value);

    private Task SayAsync(bool isNot)
    {
        Line.IsNot = isNot;
        return Changed.InvokeAsync();
    }

    private Task DaysAsync(ChangeEventArgs change)
    {
        Line.Days = int.TryParse(TextOf(change), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0;
        return Changed.InvokeAsync();
    }

    private Task ToggleAsync(string value, bool isThere)
    {
        Line.Values.Remove(value);
        if (isThere && value.Length > 0) Line.Values.Add(value);
        return Changed.InvokeAsync();
    }

    private static string TextOf(ChangeEventArgs change) => change.Value?.ToString() ?? "";
}

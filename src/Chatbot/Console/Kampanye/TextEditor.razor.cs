using System.Globalization;
using Chatbot.Console.Shell;
using Chatbot.Templates;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Console.Kampanye;

/// <summary>Writes the texts of a campaign.</summary>
public sealed partial class TextEditor : ComponentBase
{
    private readonly Dictionary<string, string> states = new(StringComparer.Ordinal);
    private string shownAs = "Siti";

    [Parameter, EditorRequired]
    public SheetContext Context { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    private DateTimeOffset Local => Context.Scope.Local(Clock.GetUtcNow());

    private string? ShownName => shownAs.Length == 0 ? null : shownAs;

    private IEnumerable<MessageTemplate> Usable => CampaignSheet.Usable(Book, Context.Sheet.Purpose);

    private IReadOnlyList<string> ToFill => Texts.ToFill(Context.Sheet.Content, Local);

    protected override async Task OnInitializedAsync()
    {
        foreach (var template in Book.All)
            if (await States.FindAsync(template, Context.Stop) is { } state)
                states[template.Id] = state.Status;
    }

    private bool IsApproved(string template) => states.GetValueOrDefault(template) == "approved";

    private string StateOf(string template) => states.GetValueOrDefault(template) switch
    {
        "approved" => "disetujui Meta",
        "received" or "pending" => "sedang diperiksa Meta",
        "rejected" => "ditolak Meta",
        "paused" or "disabled" => "dihentikan Meta",
        _ => "belum diajukan ke Meta",
    };

    private string ExampleOf(string name) =>
        Context.Sheet.Variants.Select(variant => Book.Find(variant.Template)?.Examples.GetValueOrDefault(name)).FirstOrDefault(example => example is not null) is { } one
            ? $"misalnya {one}"
            : "";

    private Task TemplateAsync(VariantSheet variant, string id)
    {
        // Own words begin with those of the template that was there.
        if (id.Length == 0 && variant.WhatsApp.Length + variant.Sms.Length == 0 && Book.Find(variant.Template) is { } before)
            (variant.WhatsApp, variant.Sms) = (before.Body.Trim(), before.Sms?.Trim() ?? "");
        variant.Template = id;
        return Changed.InvokeAsync();
    }

    private Task AddAsync()
    {
        Context.Sheet.AddVariant();
        return Changed.InvokeAsync();
    }

    private Task RemoveAsync(VariantSheet variant)
    {
        Context.Sheet.RemoveVariant(variant);
        return Changed.InvokeAsync();
    }

    private Task ShareAsync(VariantSheet variant, ChangeEventArgs change)
    {
        variant.Share = Number(change);
        // With two texts the other one gets the rest.
        if (Context.Sheet.Variants is [var first, var second]) (first == variant ? second : first).Share = 100 - variant.Share;
        return Changed.InvokeAsync();
    }

    private Task HoldoutAsync(ChangeEventArgs change)
    {
        Context.Sheet.HoldoutPercent = decimal.TryParse(TextOf(change), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : 0;
        return Changed.InvokeAsync();
    }

    private static string Plain(decimal percent) => percent.ToString("0.##", CultureInfo.InvariantCulture);

    private static int Number(ChangeEventArgs change) => int.TryParse(TextOf(change), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string TextOf(ChangeEventArgs change) => change.Value?.ToString() ?? "";

    private static string Joined(string text, string piece) => text.Length == 0 || char.IsWhiteSpace(text[^1]) ? text + piece : $"{text} {piece}";

    private static string TitleOf(string id) => StaffWords.Capital(id.Replace('_', ' '));
}

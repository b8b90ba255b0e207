using Chatbot.Inbox;
using Chatbot.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Chatbot.Console.Percakapan;

/// <summary>What became of a message, in words; empty when it is on its way.</summary>
public sealed record SaidWords(string Text)
{
    public bool IsRefused => Text.Length > 0;
}

/// <summary>Writes to a person.</summary>
public sealed partial class ChatComposer : ComponentBase
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private ElementReference box;
    private string text = "";
    private string id = "";
    private bool isBusy;
    private int used;

    [Parameter, EditorRequired]
    public OpenChat Open { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback<SaidWords> Said { get; set; }

    private TextSize size => Desk.Measure(Open.Chat, text);

    private string Counted => Open.Chat.Conversation.Channel == "sms"
        ? $"{size.Units} dari {size.Most} karakter, {size.Segments} SMS{(size.Fits ? "" : ": terlalu panjang")}"
        : $"{size.Units} dari {size.Most} karakter{(size.Fits ? "" : ": terlalu panjang")}";

    protected override void OnInitialized() => NewMessage();

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key is { Key: "Enter", CtrlKey: true } or { Key: "Enter", MetaKey: true }) await SendAsync();
    }

    private async Task Use(ChangeEventArgs change)
    {
        if (!int.TryParse(change.Value?.ToString(), out var chosen)) return;
        var answer = Desk.AnswersFor(Open.Chat, Open.View)[chosen].Text;
        text = text.Trim().Length == 0 ? answer : $"{text.TrimEnd()}\n{answer}";
        // The list begins anew, so that the same answer can be chosen again.
        used++;
        await box.FocusAsync();
    }

    private Task SendAsync() => text.Trim().Length == 0 || !size.Fits
        ? Task.CompletedTask
        : SendAsync(() => Desk.SayAsync(Open.Chat, id, text, Open.Stop));

    private Task SendTemplateAsync(MessageTemplate template) =>
        SendAsync(() => Desk.SayTemplateAsync(
            Open.Chat, id, template.Id, template.Variables.ToDictionary(name => name, name => ValueOf(template, name), StringComparer.Ordinal), Open.Stop));

    private async Task SendAsync(Func<Task<SayResult>> send)
    {
        if (isBusy) return;
        isBusy = true;
        try
        {
            var result = await send();
            if (result is SayResult.Said) NewMessage();
            await Said.InvokeAsync(new SaidWords(result switch
            {
                SayResult.NotHeld { HolderName: { } name } => $"Pesan tidak dikirim: percakapan ini sekarang dipegang {name}.",
                SayResult.NotHeld => "Pesan tidak dikirim: percakapan ini sudah kembali ke Jaka. Ambil alih lagi untuk membalas.",
                SayResult.TooLong => "Pesan tidak dikirim: terlalu panjang.",
                SayResult.NotNow no => no.ForStaff,
                _ => "",
            }));
        }
        finally
        {
            isBusy = false;
        }
    }

    // The id is made before the message is sent: a second try with it says nothing twice.
    private void NewMessage() => (id, text) = (Guid.CreateVersion7(Clock.GetUtcNow()).ToString(), "");

    private Dictionary<string, string> Shown(MessageTemplate template) =>
        template.Variables.ToDictionary(name => name, name => ValueOf(template, name) is { Length: > 0 } value ? value : "…", StringComparer.Ordinal);

    private string ValueOf(MessageTemplate template, string name) =>
        values.TryGetValue($"{template.Id}.{name}", out var value) ? value : name switch
        {
            "nama" => Open.View.Names is [var only] ? only : "Bapak/Ibu",
            "nomor" => Open.View.Tickets is [var ticket, ..] ? ticket.Number : "",
            _ => "",
        };
}

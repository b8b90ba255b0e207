using Chatbot.Console.Shell;
using Chatbot.Inbox;
using Chatbot.Privacy.Access;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Console.Percakapan;

/// <summary>The opened conversation as the parts of the page share it.</summary>
public sealed class OpenChat
{
    internal OpenChat(OpenedChat chat, ChatView view, Func<Task> reload, CancellationToken stop) => (Chat, View, Reload, Stop) = (chat, view, reload, stop);

    internal OpenedChat Chat { get; }

    internal ChatView View { get; set; }

    /// <summary>Loads it anew, and the list beside it.</summary>
    internal Func<Task> Reload { get; }

    /// <summary>Ends with the page.</summary>
    internal CancellationToken Stop { get; }
}

/// <summary>What somebody of the staff does in a conversation.</summary>
public sealed partial class ChatPanel : ComponentBase
{
    private IReadOnlyList<StaffMember> colleagues = [];
    private ElementReference heading;
    private Revealed? whole;
    private string? told;
    private bool isRefused;
    private bool isRevealing;
    private bool isBusy;
    private string asking = "";
    private string why = "";
    private string note = "";
    private string colleague = "";

    [Parameter, EditorRequired]
    public OpenChat Open { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private OpenedChat Chat => Open.Chat;

    private ChatView View => Open.View;

    private string Who => (whole, View) switch
    {
        ({ Names: [var first, ..] names }, _) => names.Count == 1 ? first : string.Join(", ", names),
        (_, { Names: [var first, ..] names }) => names.Count == 1 ? first : string.Join(", ", names),
        (_, { Phone.Length: > 0 }) => Phone,
        _ => "Tanpa nama",
    };

    private string Phone => whole?.Phone ?? View.Phone;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Who opens a conversation with the keyboard goes on reading there.
        if (firstRender) await heading.FocusAsync(preventScroll: true);
    }

    private string At(TalkLine line) => Times.Of(line.At, Chat.Scope.Zone);

    private string NameOf(string login) => colleagues.FirstOrDefault(one => one.Login == login)?.Name ?? login;

    private async Task Ask(string what)
    {
        (asking, note, told) = (what, "", null);
        if (what != "tugaskan" || colleagues.Count > 0) return;
        colleagues =
        [
            .. (await Staff.ListAsync(Chat.Scope.Organisation, Open.Stop)).Where(user => user.IsActive && user.Roles.Contains(StaffRole.Service))
                .Select(user => new StaffMember(user.Login, user.Name)),
        ];
    }

    private Task RevealAsync() => DoAsync(async () =>
    {
        if (string.IsNullOrWhiteSpace(why)) return;
        whole = await Desk.RevealAsync(Chat, why.Trim(), Open.Stop);
        isRevealing = false;
    });

    private Task TakeAsync() => DoAsync(async () =>
    {
        var reason = View.Tickets is [var ticket, ..] ? $"tiket {ticket.Number}" : "melayani langsung";
        switch (await Desk.TakeAsync(Chat, reason, Open.Stop))
        {
            case TakeResult.HeldByAnother other:
                Refuse($"Percakapan ini sudah dipegang {other.Name}. Minta {other.Name} menugaskannya kepada Anda bila perlu.");
                break;
            case TakeResult.Unknown:
                Refuse("Percakapan ini tidak bisa diambil alih.");
                break;
            default:
                Tell("Percakapan ini sekarang Anda yang melayani; Jaka diam. Pekerja sudah diberi tahu nama Anda.");
                break;
        }
    });

    private Task GiveBackAsync() => DoAsync(async () =>
    {
        if (string.IsNullOrWhiteSpace(note)) return;
        if (await Desk.GiveBackAsync(Chat, note.Trim(), Open.Stop) is ReturnResult.HeldByAnother other) Refuse($"Percakapan ini dipegang {other.Name}.");
        else Tell("Jaka melayani lagi, dan pekerja sudah diberi tahu. Tiketnya ditutup dengan catatan Anda.");
        asking = "";
    });

    private Task NoteAsync() => DoAsync(async () =>
    {
        if (string.IsNullOrWhiteSpace(note)) return;
        await Desk.NoteAsync(Chat, NewId(), note.Trim(), Open.Stop);
        Tell("Catatan disimpan.");
        asking = "";
    });

    private Task AssignAsync() => DoAsync(async () =>
    {
        var whom = colleagues.FirstOrDefault(one => one.Login == colleague);
        await Desk.AssignAsync(Chat, whom, Open.Stop);
        Tell(whom is null ? "Penugasan dilepas: siapa saja boleh mengambil." : $"Ditugaskan ke {whom.Name}. Percakapan berpindah begitu {whom.Name} mengambil alih.");
        asking = "";
    });

    private Task ResetAsync() => DoAsync(async () =>
    {
        if (string.IsNullOrWhiteSpace(note)) return;
        await Desk.ResetAsync(Chat, note.Trim(), Open.Stop);
        Tell("Percakapan dimulai ulang: isian yang belum selesai sudah dilupakan Jaka.");
        asking = "";
    });

    private Task SaidAsync(SaidWords words) => DoAsync(() =>
    {
        if (words.IsRefused) Refuse(words.Text);
        else told = null;
        return Task.CompletedTask;
    });

    private async Task DoAsync(Func<Task> act)
    {
        if (isBusy) return;
        isBusy = true;
        told = null;
        try
        {
            await act();
            await Open.Reload();
        }
        finally
        {
            isBusy = false;
        }
    }

    private void Tell(string words) => (told, isRefused) = (words, false);

    private void Refuse(string words) => (told, isRefused) = (words, true);

    private string NewId() => Guid.CreateVersion7(Clock.GetUtcNow()).ToString();
}

using Chatbot.Console.Shell;
using Chatbot.Conversations;
using Chatbot.Inbox;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Console.Percakapan;

/// <summary>What the page of conversations does.</summary>
public sealed partial class Percakapan : StaffPage
{
    private InboxFilter filter = new() { View = InboxView.Waiting };
    private string? cameFor;
    private InboxCounts counts = new(0, 0, 0);
    private List<InboxItem> items = [];
    private InboxPlace? next;
    private string days = "";

    private InboxItem? asked;
    private string reason = "";
    private OpenChat? opened;
    private IDisposable? watching;
    private bool isBusy;

    /// <summary>The number of a registration or ticket with which somebody comes from another page.</summary>
    [Parameter, SupplyParameterFromQuery(Name = "cari")]
    public string? Wanted { get; set; }

    /// <summary>For what the watch does not see: how far messages have come, and the end of the 24 hours.</summary>
    protected override TimeSpan? RefreshEvery => TimeSpan.FromSeconds(15);

    private ConversationId? Current => opened?.Chat.Conversation ?? asked?.Conversation;

    private bool IsNarrowed => filter.Channel.Length > 0 || filter.Area.Length > 0 || filter.From is not null;

    private IEnumerable<(InboxView View, string Title, long Count)> Tabs =>
    [
        (InboxView.Waiting, "Menunggu", counts.Waiting), (InboxView.Mine, "Milik saya", counts.Mine), (InboxView.Unanswered, "Belum dijawab", counts.Unanswered),
        (InboxView.All, "Semua", 0),
    ];

    private string Nothing => (filter.View, filter.Search.Length > 0 || IsNarrowed) switch
    {
        (_, true) => "<p><strong>Tidak ada yang cocok.</strong></p><p>Coba sebagian nama saja, atau empat angka terakhir nomor HP, dan periksa saringannya.</p>",
        (InboxView.Waiting, _) => "<p><strong>Tidak ada yang menunggu.</strong></p><p>Pekerja yang mengetik PETUGAS langsung muncul di sini, tanpa perlu memuat ulang.</p>",
        (InboxView.Mine, _) => "<p><strong>Anda tidak sedang memegang percakapan.</strong></p><p>Ambil alih salah satu dari «Menunggu», atau minta rekan menugaskannya kepada Anda.</p>",
        (InboxView.Unanswered, _) => "<p><strong>Semua sudah dijawab.</strong></p><p>Di sini muncul pesan pekerja yang belum dibalas petugas yang memegangnya.</p>",
        _ => "<p><strong>Belum ada percakapan.</strong></p><p>Begitu ada pekerja yang menulis, percakapannya muncul di sini.</p>",
    };

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) watching = Watch.Watch(() => _ = InvokeAsync(NewsAsync));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) watching?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The list as long as it is shown, the counts, and the opened conversation.</summary>
    protected override async Task LoadAsync()
    {
        if (isBusy) return;
        isBusy = true;
        if (Wanted is { Length: > 0 and < 40 } wanted && cameFor is null) filter = new InboxFilter { View = InboxView.All, Search = cameFor = wanted };
        try
        {
            counts = await List.CountAsync(Scope, Stop);
            var shown = new List<InboxItem>();
            InboxPlace? after = null;
            do
            {
                var page = await List.PageAsync(Scope, filter, after, Stop);
                shown.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null && shown.Count < items.Count);
            (items, next) = (shown, after);
            if (opened is { } open) open.View = await Desk.LoadAsync(open.Chat, Stop);
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task NewsAsync()
    {
        if (Stop.IsCancellationRequested) return;
        try
        {
            await LoadAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (System.Data.Common.DbException)
        {
            // The store is away: the next look tries again.
        }
    }

    private async Task ShowAsync(InboxFilter wanted)
    {
        filter = wanted;
        items = [];
        await LoadAsync();
    }

    private async Task MoreAsync()
    {
        var page = await List.PageAsync(Scope, filter, next, Stop);
        items.AddRange(page.Items);
        next = page.Next;
    }

    private Task WithinAsync(string chosen)
    {
        days = chosen;
        DateTimeOffset? from = chosen switch
        {
            "1" => Scope.StartOfDay(Now),
            "7" => Now.AddDays(-7),
            "30" => Now.AddDays(-30),
            _ => null,
        };
        return ShowAsync(filter with { From = from });
    }

    private Task ClearAsync()
    {
        days = "";
        return ShowAsync(new InboxFilter { View = filter.View, Search = filter.Search });
    }

    /// <summary>What waits, or is his own, opens at once; anything else asks why.</summary>
    private async Task ChooseAsync(InboxItem item)
    {
        (opened, asked) = (null, null);
        if (item.Ticket is { } ticket) await OpenAsync(item, $"tiket {ticket.Number}");
        else if (item.IsMine || item.AssignedTo == Scope.Login) await OpenAsync(item, "percakapan yang dipegang");
        else (asked, reason) = (item, "");
    }

    private async Task OpenAskedAsync()
    {
        if (asked is not { } item || string.IsNullOrWhiteSpace(reason)) return;
        await OpenAsync(item, reason.Trim());
    }

    private async Task OpenAsync(InboxItem item, string why)
    {
        var chat = await Desk.OpenAsync(Scope, item.Conversation, why, Stop);
        opened = chat is null ? null : new OpenChat(chat, await Desk.LoadAsync(chat, Stop), ReloadAsync, Stop);
        asked = null;
    }

    private void Close() => (opened, asked) = (null, null);

    private async Task ReloadAsync()
    {
        await LoadAsync();
        // What was taken over is not among those that wait any more, and neither should its reader be.
        if (opened is { View.IsMine: true } && filter.View == InboxView.Waiting) await ShowAsync(filter with { View = InboxView.Mine });
        StateHasChanged();
    }

    private static string TextOf(ChangeEventArgs change) => change.Value?.ToString()?.Trim() ?? "";
}

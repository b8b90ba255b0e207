using Chatbot.Console.SignIn;
using Chatbot.Privacy.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Chatbot.Console.Shell;

/// <summary>
/// What every live page begins with: who is asking and whose data he may see (<see cref="Scope"/>), a token that ends with the page, and
/// loading anew without a reload. A page changes things only through the functions of the features, and hands them its scope.
/// </summary>
public abstract class StaffPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource closed = new();

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = TimeProvider.System;

    [Inject]
    private NavigationManager Addresses { get; set; } = default!;

    /// <summary>Who asks, and whose data he may see.</summary>
    private protected StaffScope Scope { get; private set; } = new("", "", "", [], null, TimeZoneInfo.Utc);

    /// <summary>False until the first <see cref="LoadAsync"/> is done.</summary>
    protected bool IsLoaded { get; private set; }

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Stop => closed.Token;

    /// <summary>UTC.</summary>
    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>How often the page loads anew by itself; null: never.</summary>
    protected virtual TimeSpan? RefreshEvery => null;

    /// <summary>Gets what the page shows.</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>Day and time in the organisation's zone, with the zone: <c>21 Nov 2026 09.30 WIB</c>.</summary>
    private protected string Time(DateTimeOffset? instant) => instant is { } at ? Times.Of(at, Scope.Zone) : "–";

    /// <summary>A number as Indonesians write it: <c>12.480</c>.</summary>
    protected static string Number(long number) => StaffNumber.Of(number);

    protected sealed override async Task OnInitializedAsync()
    {
        if (Authentication is null || StaffPrincipal.ScopeOf((await Authentication).User) is not { } scope)
        {
            Addresses.NavigateTo("masuk", forceLoad: true);
            return;
        }

        Scope = scope;
        await LoadAsync();
        IsLoaded = true;
        if (RefreshEvery is { } period) _ = RefreshAsync(period);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        closed.Cancel();
        closed.Dispose();
    }

    private async Task RefreshAsync(TimeSpan period)
    {
        var token = closed.Token;
        using var timer = new PeriodicTimer(period, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(token))
            {
                await InvokeAsync(LoadAsync);
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (System.Data.Common.DbException)
        {
            // The store is away: what was loaded stays, and a new look at the page tries again.
        }
    }
}

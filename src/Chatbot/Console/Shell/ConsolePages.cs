using System.Reflection;
using Chatbot.Privacy.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Console.Shell;

/// <summary>A page as its component declares it.</summary>
/// <param name="Route">Within the console, such as <c>/sistem/pengguna</c>.</param>
/// <param name="Roles">Who may open it; empty: everybody who is signed in, or (<paramref name="IsOpen"/>) everybody.</param>
/// <param name="IsOpen">Also for whoever is not signed in.</param>
/// <param name="Menu">Its place in the navigation, if it has one.</param>
internal sealed record ConsolePage(string Route, IReadOnlyList<StaffRole> Roles, bool IsOpen, InMenuAttribute? Menu)
{
    public bool IsFor(StaffScope scope) => Roles.Count == 0 || Roles.Any(scope.Has);
}

/// <summary>All pages of the console, read from the components themselves: navigation, the table in docs/console.md and its test agree.</summary>
internal static class ConsolePages
{
    public static IReadOnlyList<ConsolePage> All { get; } =
    [
        .. from type in typeof(ConsolePages).Assembly.GetTypes()
        from route in type.GetCustomAttributes<RouteAttribute>(inherit: false)
        orderby route.Template
        select new ConsolePage(
            route.Template,
            type.GetCustomAttribute<ForRolesAttribute>()?.Allowed ?? [],
            type.IsDefined(typeof(AllowAnonymousAttribute), inherit: false),
            type.GetCustomAttribute<InMenuAttribute>()),
    ];

    /// <summary>Whether he may open the page of that route, such as <c>/kampanye</c>.</summary>
    public static bool MayOpen(StaffScope scope, string route) => All.Any(page => page.Route == route && page.IsFor(scope));

    /// <summary>What somebody finds in the navigation, in its order.</summary>
    public static IReadOnlyList<ConsolePage> MenuOf(StaffScope scope) =>
        [.. All.Where(page => page.Menu is not null && page.IsFor(scope)).OrderBy(page => page.Menu?.Order).ThenBy(page => page.Route, StringComparer.Ordinal)];
}

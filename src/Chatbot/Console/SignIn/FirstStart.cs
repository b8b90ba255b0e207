using Chatbot.Privacy.Access;
using Microsoft.Extensions.Options;

namespace Chatbot.Console.SignIn;

/// <summary>
/// Says at the start where the console is. While nobody can sign in yet, that is a one-time link for the first administrator; an earlier
/// one ends.
/// </summary>
internal sealed class FirstStart(StaffStore staff, StaffLinks links, IOptions<ConsoleOptions> options)
{
    /// <summary>The line to print; null when the console is off.</summary>
    /// <param name="service">Where this copy of the service listens.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> LineAsync(Uri service, CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled) return null;
        var console = new Uri(service, $"{ConsoleFeature.Path}/");
        if (!options.Value.NewAdministrator && await staff.CountAsync(cancellationToken) > 0) return $"Konsol: {console}";
        var word = await links.MakeAsync(
            new StaffLink(StaffScope.FirstOrganisation, null, "", "", [StaffRole.Administrator], null, "jaka", links.NewExpiry), cancellationToken);
        return $"Konsol, tautan untuk pengelola (satu kali pakai): {new Uri(console, $"undangan/{word}")}";
    }
}

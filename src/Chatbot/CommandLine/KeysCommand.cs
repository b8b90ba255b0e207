using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Chatbot.Privacy;
using Chatbot.Privacy.Keys;

namespace Chatbot.CommandLine;

/// <summary><c>keys</c>: the keys of personal data; each step can be done again after it was cut off.</summary>
internal static class KeysCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var status = new Command("status", "Berapa nilai yang masih memakai kunci lama.");
        status.SetAction((_, cancellationToken) => Records.UseAsync(services => StatusAsync(services, output, cancellationToken), cancellationToken));

        var lookup = new Option<bool>("--lookup") { Description = "kunci pencarian NIK; hentikan layanan lebih dulu" };
        var rotate = new Command("rotate", "Kunci data baru, lalu nilai lama dienkripsi ulang.") { lookup };
        rotate.SetAction((parsed, cancellationToken) => Records.UseAsync(
            services => parsed.GetValue(lookup)
                ? RotateLookupAsync(services, output, error, cancellationToken)
                : RotateAsync(services, output, cancellationToken),
            cancellationToken));

        var reseal = new Command("reseal", "Melanjutkan enkripsi ulang yang terputus.");
        reseal.SetAction((_, cancellationToken) => Records.UseAsync(
            async services =>
            {
                await ResealAsync(services, output, cancellationToken);
                var hashes = await services.GetRequiredService<KeyRotation>().RehashAsync(cancellationToken);
                if (hashes > 0) await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{hashes} look-up hashes made anew"));
                return JakaCommand.Done;
            },
            cancellationToken));

        var old = new Option<string>("--old-master-key-file") { Description = "berkas kunci induk yang lama", Required = true };
        var rewrap = new Command("rewrap", "Setelah kunci induk diganti: kunci data dibungkus dengan yang baru.") { old };
        rewrap.SetAction((parsed, cancellationToken) => Records.UseUnmigratedAsync(
            async services =>
            {
                try
                {
                    var count = await services.GetRequiredService<DataKeys>().RewrapAsync(MasterKey.FromFile(parsed.GetRequiredValue(old)), cancellationToken);
                    await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} keys are wrapped by the new master key"));
                    return JakaCommand.Done;
                }
                catch (CryptographicException)
                {
                    await error.WriteLineAsync("The data keys are wrapped by neither of the two master keys; nothing was changed.");
                    return JakaCommand.Refused;
                }
            }));
        return new Command("keys", "Kunci data pribadi.") { status, rotate, reseal, rewrap };
    }

    private static async Task<int> StatusAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var key = services.GetRequiredService<DataKeys>().ForData;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"data key {key.Id}, made {key.CreatedAt:yyyy-MM-dd}"));
        foreach (var (column, count) in await services.GetRequiredService<KeyRotation>().OldValuesAsync(cancellationToken))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{column}: {count} under an older key"));
        return JakaCommand.Done;
    }

    private static async Task<int> RotateAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var id = await services.GetRequiredService<KeyRotation>().NewDataKeyAsync(cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"data key {id} is in use"));
        await ResealAsync(services, output, cancellationToken);
        return JakaCommand.Done;
    }

    private static async Task<int> RotateLookupAsync(
        IServiceProvider services, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<KeyRotation>().UnrenewableAsync(cancellationToken) is > 0 and var lost)
        {
            await error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Of {lost} registrations only the hash of the NIK is kept (they were handed over long ago); a new look-up key would not know them. Nothing was changed."));
            return JakaCommand.Refused;
        }

        var count = await services.GetRequiredService<KeyRotation>().RotateLookupAsync(cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"a new look-up key is in use; {count} hashes made anew"));
        return JakaCommand.Done;
    }

    private static async Task ResealAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var count = await services.GetRequiredService<KeyRotation>().ResealAsync(cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} values encrypted anew"));
    }
}

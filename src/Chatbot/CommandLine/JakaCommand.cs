using System.CommandLine;
using System.Data.Common;
using Chatbot.DialogData;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.CommandLine;

/// <summary>
/// The one program: without a command it is the service, with one it does that and ends. Exit codes: 0 done, 1 refused with the reason on
/// standard error, 2 wrong usage.
/// </summary>
internal static class JakaCommand
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        try
        {
            if (args.Length == 0 || IsSetting(args[0])) return await ServeAsync(args, output);
            var root = new RootCommand("Jaka, asisten BPJS Ketenagakerjaan di WhatsApp dan SMS. Tanpa perintah: menjalankan layanan.")
            {
                ChatCommand.Make(input, output),
                DialogsCommand.Make(output, error),
                UnderstandCommand.Make(input, output, TimeProvider.System),
                PriceOptions.Make(input, output, error),
                KeysCommand.Make(output, error),
                PrivacyCommand.Make(input, output, error),
                TemplatesCommand.Make(output, error),
                ImportCommand.Make(output, error),
                ExportCommand.Make(output, error),
                BatchCommand.Make(output, error),
                AgentsCommand.Make(output, error),
                RegistrationsCommand.Make(output, error),
                AudienceCommand.Make(output, error),
                CampaignCommand.Make(output, error),
                SourceCommand.Make(output, error),
                KnowledgeCommand.Make(output, error, TimeProvider.System),
                RemindersCommand.Make(output, error),
                MigrateCommand.Make(output),
            };
            var parsed = root.Parse(args);
            if (parsed.Errors.Count == 0)
                return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            foreach (var mistake in parsed.Errors) await error.WriteLineAsync(mistake.Message);
            return WrongUsage;
        }
        catch (BrokenDialogsException broken)
        {
            foreach (var mistake in broken.Mistakes) await error.WriteLineAsync(mistake);
            return Refused;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures) await error.WriteLineAsync(failure);
            return Refused;
        }
        catch (DbException away)
        {
            // A store says why, and where; never with a password.
            await error.WriteLineAsync($"ConnectionStrings:Database: {away.Message}{(away.InnerException is { } cause ? $": {cause.Message}" : "")}");
            return Refused;
        }
        catch (IOException taken)
        {
            // The address to listen on is taken, or a file cannot be read.
            await error.WriteLineAsync(taken.Message);
            return Refused;
        }
    }

    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && arg is not ("--help" or "--version");

    private static async Task<int> ServeAsync(string[] args, TextWriter output)
    {
        await using var app = Program.Build(args);
        // In this order, so that whatever is wrong is said before anything runs, by its name and without a trace.
        app.Services.GetService<IStartupValidator>()?.Validate();
        _ = app.Services.GetServices<IHostedService>().Count();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // The workers that run already end in order.
            await app.StopAsync();
            throw;
        }

        foreach (var url in app.Urls)
        {
            await output.WriteLineAsync($"Jaka: {url}");
            if (app.Configuration.GetValue<bool>("Simulator:Enabled")) await output.WriteLineAsync($"Telepon percobaan: {url}/simulator");
        }

        if (app.Urls.FirstOrDefault() is { } own)
            foreach (var line in app.Services.GetServices<StartLine>())
                if (await line(new Uri(own), CancellationToken.None) is { } said) await output.WriteLineAsync(said);

        await app.WaitForShutdownAsync();
        return Done;
    }
}

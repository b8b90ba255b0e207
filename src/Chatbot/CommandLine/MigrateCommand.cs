using System.CommandLine;
using System.Globalization;
using Chatbot.Storage;

namespace Chatbot.CommandLine;

/// <summary><c>migrate</c>: brings the schema of the database up to date, as every start does.</summary>
internal static class MigrateCommand
{
    public static Command Make(TextWriter output)
    {
        var command = new Command("migrate", "Memutakhirkan skema basis data.");
        command.SetAction(async (_, stop) =>
        {
            await using var app = Program.Build([], builder => builder.Logging.ClearProviders());
            var count = await app.Services.GetRequiredService<Migrator>().MigrateAsync(stop);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{count} migrations on {app.Services.GetRequiredService<Database>().Engine.Name}"));
            return JakaCommand.Done;
        });
        return command;
    }
}

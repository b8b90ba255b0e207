using System.CommandLine;
using Chatbot.Language;

namespace Chatbot.CommandLine;

/// <summary>
/// <c>understand</c>: JSON lines in, JSON lines out. A message, one kind of value, or a reply in a form; see docs/operations.md.
/// </summary>
internal static class UnderstandCommand
{
    public static Command Make(TextReader input, TextWriter output)
    {
        var command = new Command("understand", "Membaca pesan (baris JSON) dan menuliskan maknanya.");
        command.SetAction(async (_, cancellationToken) =>
        {
            using var scratch = new ScratchFolder();
            await using var stage = await Stage.SetAsync(scratch.Settings, null, null, cancellationToken);
            var language = stage.Services.GetRequiredService<Indonesian>();
            while (await input.ReadLineAsync(cancellationToken) is { } line)
                if (!string.IsNullOrWhiteSpace(line))
                    await output.WriteLineAsync(Answer(language, line).AsMemory(), cancellationToken);
            return JakaCommand.Done;
        });
        return command;
    }

    private static string Answer(Indonesian language, string line) => "";
}

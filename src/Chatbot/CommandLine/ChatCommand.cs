using System.CommandLine;
using Chatbot.Outbox;

namespace Chatbot.CommandLine;

/// <summary><c>chat --channel sms --from +62…</c>: talk to Jaka in the terminal, on the records of the service.</summary>
internal static class ChatCommand
{
    public static Command Make(TextReader input, TextWriter output)
    {
        var channel = new Option<string>("--channel") { Description = "whatsapp atau sms", DefaultValueFactory = _ => "whatsapp" };
        channel.AcceptOnlyFromAmong("whatsapp", "sms");
        var from = new Option<string>("--from") { Description = "nomor penulis, +62…, atau di WhatsApp ID.… tanpa nomor", Required = true };
        from.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { } number || !(IsNumber(number) || IsUserId(number)))
                result.AddError("--from has to be a number such as +6281234567890, or an id such as ID.4566");
        });
        var command = new Command("chat", "Mengobrol dengan Jaka di terminal.") { channel, from };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await TalkAsync(parsed.GetRequiredValue(channel), parsed.GetRequiredValue(from), input, output, cancellationToken);
            return JakaCommand.Done;
        });
        return command;
    }

    private static async Task TalkAsync(string channel, string from, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.SetAsync(new Dictionary<string, string?>(), null, null, cancellationToken);
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            foreach (var reply in await stage.HearAsync(stage.Message(channel, from, null, line), cancellationToken))
                await output.WriteLineAsync(Shown(reply).AsMemory(), cancellationToken);
        }
    }

    private static string Shown(OutgoingReply reply) =>
        reply.Choices.Count == 0
            ? $"Jaka: {reply.Text}"
            : $"Jaka: {reply.Text}{Environment.NewLine}      {string.Join(' ', reply.Choices.Select(choice => $"[{choice.Title}]"))}";

    // As WhatsApp names somebody who hides his number: his country, a dot, letters and digits.
    private static bool IsUserId(string text) =>
        text.Length is > 3 and <= 131 && text[2] == '.' && text[..2].All(char.IsAsciiLetterUpper) && text.Skip(3).All(char.IsAsciiLetterOrDigit);

    private static bool IsNumber(string text) => text.Length is >= 8 and <= 16 && text[0] == '+' && text.Skip(1).All(char.IsAsciiDigit);
}

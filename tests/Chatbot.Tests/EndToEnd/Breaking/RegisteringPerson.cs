using System.Text.RegularExpressions;

namespace Chatbot.Tests.EndToEnd.Breaking;

/// <summary>Somebody who registers by SMS, says the next thing when the last was answered, and keeps what he was told.</summary>
internal sealed partial class RegisteringPerson(TwoCopies world, int number)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public string Address { get; } = $"+62813{number:d8}";

    /// <summary>What he was told, without what differs from person to person.</summary>
    public IReadOnlyList<string> Heard => [.. world.Twilio.To(Address).Select(message => Digits().Replace(Confirmed().Replace(message.Body, "JKA"), "#"))];

    /// <summary>The number of his registration, once he was told.</summary>
    public string? Registration =>
        world.Twilio.To(Address).Select(message => Confirmed().Match(message.Body)).FirstOrDefault(match => match.Success)?.Value;

    // Invented, each another; 10,000 a day of birth.
    private string Nik => $"331701{1 + (number / 9_999 % 28):d2}0889{1 + (number % 9_999):d4}";

    /// <summary>The whole conversation. <paramref name="answered"/>: how many messages he waits for after each of his.</summary>
    public async Task<IReadOnlyList<int>> RegisterAsync(IReadOnlyList<int>? answered)
    {
        var counts = new List<int>();
        string[] says = ["DAFTAR", "1", Nik, "Siti Aminah", "nomor ini", "nelayan", "1,5 juta", "1", "eh salah, namanya Sri Wahyuni", "ya"];
        for (var turn = 0; turn < says.Length; turn++)
        {
            await world.SayAsync(Address, says[turn]);
            await HearAsync(answered?[turn] ?? counts.LastOrDefault() + 1);
            counts.Add(world.Twilio.To(Address).Count);
        }

        if (answered is null)
        {
            // A turn may have more than one reply: the first person, to whom nothing happens, listens until it is quiet.
            await UntilAsync(() => Registration is not null, "the number");
            await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
            counts[^1] = world.Twilio.To(Address).Count;
        }

        return counts;
    }

    private Task HearAsync(int count) => UntilAsync(() => world.Twilio.To(Address).Count >= count, $"message {count}");

    private async Task UntilAsync(Func<bool> come, string what)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !come();)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException(
                    $"Person {number} waits for {what} and has:\n{string.Join("\n--\n", Heard)}\n{await world.TellAsync(Address)}");
            }

            await Task.Delay(15, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("JKA-[0-9]{6}-[A-Z0-9]{5}")]
    private static partial Regex Confirmed();

    [GeneratedRegex("[0-9*]+")]
    private static partial Regex Digits();
}

namespace Chatbot.Tests.EndToEnd;

/// <summary>The service as a process that is killed, and one that must not start.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;

    [Fact]
    public async Task Killed_in_the_middle_of_a_form_the_conversation_goes_on()
    {
        // One whose reply Twilio took without the service hearing of it, and one whose reply Twilio had not taken yet.
        const string heard = "+6281200000021";
        const string unheard = "+6281200000022";
        await using var twilio = await StandInTwilio.StartAsync();
        var settings = ServiceProcess.Settings(twilio.Address, folder);
        await using (var service = await ServiceProcess.StartAsync(settings))
        {
            twilio.Spoil(heard, Fault.None, Fault.Silent);
            twilio.Spoil(unheard, Fault.None, Fault.TooFast, Fault.TooFast, Fault.TooFast);
            foreach (var person in (string[])[heard, unheard])
            {
                await service.SayAsync(person, "DAFTAR");
                await twilio.UntilAsync(person, 1);
            }

            var before = twilio.Requests.Count;
            await service.SayAsync(unheard, "1");
            await service.SayAsync(heard, "1");
            await twilio.UntilAsync(heard, 2);
            await UntilAsync(() => twilio.Requests.Count >= before + 2);
            twilio.To(unheard).Count.ShouldBe(1);
            await service.KillAsync();
        }

        twilio.Forgive(unheard);
        await using (var again = await ServiceProcess.StartAsync(settings))
        {
            foreach (var person in (string[])[heard, unheard]) await again.SayAsync(person, "3509011203859011");
            foreach (var person in (string[])[heard, unheard])
            {
                var bodies = (await twilio.UntilAsync(person, 3)).Select(message => message.Body).ToList();
                bodies.Count.ShouldBe(3, string.Join('\n', bodies));
                bodies[0].ShouldContain("1. Setuju");
                bodies[1].ShouldContain("Ketik NIK");
                bodies[2].ShouldContain("Nama lengkap");
            }
        }
    }

    [Theory]
    [InlineData("Twilio__AuthToken", "Twilio:AuthToken")]
    [InlineData("Twilio__AccountSid", "Twilio:AccountSid")]
    [InlineData("Privacy__MasterKey", "Privacy:MasterKey")]
    public async Task Without_a_secret_it_does_not_start_in_Production_and_names_the_setting(string missing, string named)
    {
        var settings = ServiceProcess.Settings("http://127.0.0.1:9", folder);
        settings.Remove(missing);
        var (exitCode, errors) = await ServiceProcess.RunToEndAsync(settings);
        exitCode.ShouldBe(1, errors);
        errors.ShouldContain(named);
        errors.ShouldNotContain("   at ");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task UntilAsync(Func<bool> come)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!come()) await Task.Delay(20, limit.Token);
    }
}

using Chatbot.Tests.Support;
using Chatbot.Twilio;

namespace Chatbot.Tests.Twilio;

public sealed class PairPaceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_burst_goes_at_once_and_then_a_message_in_six_seconds()
    {
        var clock = new TestClock();
        var pace = new PairPace(clock);
        for (var message = 0; message < PairPace.Burst; message++) pace.WaitAsync("kami", "ani", Stop).IsCompleted.ShouldBeTrue();

        var next = pace.WaitAsync("kami", "ani", Stop);
        next.IsCompleted.ShouldBeFalse();
        pace.WaitAsync("kami", "budi", Stop).IsCompleted.ShouldBeTrue();
        clock.Advance(PairPace.Every);
        await next.WaitAsync(TimeSpan.FromSeconds(5), Stop);

        clock.Advance(PairPace.Every * PairPace.Burst);
        for (var message = 0; message < PairPace.Burst; message++) pace.WaitAsync("kami", "ani", Stop).IsCompleted.ShouldBeTrue();
    }
}

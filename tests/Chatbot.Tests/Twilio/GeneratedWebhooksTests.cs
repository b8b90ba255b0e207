using System.Collections.Concurrent;
using System.Net;

namespace Chatbot.Tests.Twilio;

/// <summary>Webhooks by the hundred thousand, most of them wrong: never an answer of 5xx, never an effect that Twilio did not sign.</summary>
public sealed class GeneratedWebhooksTests(TwilioHost host) : IClassFixture<TwilioHost>
{
    private const int Short = 20_000;
    private const int Long = 200_000;

    [Fact]
    public async Task No_webhook_gives_a_5xx_or_has_an_effect_without_a_signature()
    {
        host.Reset();
        var count = Environment.GetEnvironmentVariable("JAKA_LONG_TESTS") == "1" ? Long : Short;
        ConcurrentQueue<string> wrong = [];
        var (accepted, refused, real) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, token) =>
        {
            // Seeded by its number: a failure comes again.
            var webhook = GeneratedWebhook.Next(new Random(number), number);
            using var answer = await host.PostAsync(webhook.Target, webhook.Body, webhook.Signature);
            var status = answer.StatusCode;
            var isDone = status is HttpStatusCode.OK or HttpStatusCode.NoContent;
            if (isDone) Interlocked.Increment(ref accepted);
            if (status == HttpStatusCode.Forbidden) Interlocked.Increment(ref refused);
            if (webhook is { IsSigned: true, IsReal: true }) Interlocked.Increment(ref real);

            var isRight = webhook switch
            {
                { IsSigned: true, IsReal: true } => isDone,
                { IsSigned: true } => isDone || status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge,
                _ => status is HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge,
            };
            if (!isRight) wrong.Enqueue($"{number}: {(int)status} for {webhook.Target} {Convert.ToBase64String(webhook.Body)[..Math.Min(400, webhook.Body.Length)]}");
        });

        wrong.Take(5).ShouldBeEmpty();
        // What reached the inside is what was answered with 2xx, and nothing else.
        (host.Turns.Count + host.Reports.Count).ShouldBe(accepted);
        real.ShouldBeGreaterThan(count / 6);
        refused.ShouldBeGreaterThan(count / 4);
    }
}

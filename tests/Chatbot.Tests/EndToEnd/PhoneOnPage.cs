using Microsoft.Playwright;

namespace Chatbot.Tests.EndToEnd;

/// <summary>A phone of the simulator as a person uses it: types, taps, and reads what comes, each message once and in order.</summary>
internal sealed class PhoneOnPage(IPage page, string testId)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ILocator phone = page.GetByTestId(testId);
    private int read;

    public async Task TypeAsync(string text)
    {
        await phone.GetByTestId("composer").FillAsync(text);
        await phone.GetByTestId("send").ClickAsync();
    }

    public Task TapAsync(string title) =>
        phone.GetByTestId("choice").Filter(new LocatorFilterOptions { HasText = title }).Last.ClickAsync();

    /// <summary>Types and reads the answers, as many as there are expectations; each holds all words of its own, split at « … ».</summary>
    public async Task SayAsync(string text, params string[] expected)
    {
        await TypeAsync(text);
        foreach (var words in expected) await ReadAsync(words);
    }

    /// <summary>The next message that came; its text must hold the words in order.</summary>
    public async Task<string> ReadAsync(string words)
    {
        var text = await NextAsync(words);
        Spoken.ShouldHold(text, words);
        return text;
    }

    /// <summary>Everything the phone shows as come from Jaka.</summary>
    public async Task<string> AllAsync() => string.Join('\n', await Bubbles.AllInnerTextsAsync());

    /// <summary>The address of the form in the latest message.</summary>
    public async Task<string> LinkAsync() =>
        await Bubbles.Last.Locator("a").First.GetAttributeAsync("href") ?? throw new InvalidOperationException("The link leads nowhere.");

    private ILocator Bubbles => phone.GetByTestId("bubble-in");

    private async Task<string> NextAsync(string words)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await Bubbles.CountAsync() <= read)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Nothing came; expected: {words}\nbefore: {await Bubbles.Last.InnerTextAsync()}");
            await Task.Delay(30, TestContext.Current.CancellationToken);
        }

        // Emphasis and line breaks of the page are not the point here.
        var text = string.Join(' ', (await Bubbles.Nth(read).InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        read++;
        return text;
    }
}

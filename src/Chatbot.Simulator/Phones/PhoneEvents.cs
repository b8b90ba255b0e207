using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Chatbot.Simulator.Messages;

namespace Chatbot.Simulator.Phones;

/// <summary>Something that a page with phones should show: a new or changed message, or another set of phones.</summary>
internal abstract record PhoneEvent
{
    private PhoneEvent()
    {
    }

    public sealed record MessageChanged(Message Message) : PhoneEvent;

    public sealed record PhonesChanged : PhoneEvent;
}

/// <summary>Tells every open page what happens.</summary>
internal sealed class PhoneEvents
{
    // A page that falls this far behind is cut off; it connects again and reads everything anew.
    private const int Behind = 2_000;

    private readonly Lock gate = new();
    private readonly List<Channel<PhoneEvent>> pages = [];

    public void Changed(Message message) => Tell(new PhoneEvent.MessageChanged(message));

    public void TableChanged() => Tell(new PhoneEvent.PhonesChanged());

    public async IAsyncEnumerable<PhoneEvent> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var page = Channel.CreateBounded<PhoneEvent>(Behind);
        lock (gate)
            pages.Add(page);
        try
        {
            while (await page.Reader.WaitToReadAsync(cancellation))
            {
                while (page.Reader.TryRead(out var happened))
                    yield return happened;
            }
        }
        finally
        {
            lock (gate)
                pages.Remove(page);
        }
    }

    private void Tell(PhoneEvent happened)
    {
        lock (gate)
        {
            foreach (var page in pages)
            {
                if (!page.Writer.TryWrite(happened))
                    page.Writer.TryComplete();
            }
        }
    }
}

using Chatbot.Language.Normalizing;

namespace Chatbot.Language.Intents;

/// <summary>
/// Makes sure that «berhenti menerima pesan» is never read as the wish for messages: the two share all their words but one. Weighs
/// for <c>stop</c> and against <c>start</c> when a word for stopping stands beside messages and nothing takes it back.
/// </summary>
internal sealed class OptOut
{
    private const float Strong = 2.5f;

    /// <summary>
    /// What to add to the score of stop; half of it is taken from start. Less than nothing when the stopping is taken back.
    /// </summary>
    public float Weight(NormalText text)
    {
        var stops = false;
        var messages = false;
        var again = false;
        var refused = false;
        var cancelled = false;
        var subscribed = false;
        var words = text.Words;
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i].Form.Class)
            {
                case "stop":
                    // «jangan stop», «bukan stop», «tidak jadi berhenti» want the opposite.
                    if (Negates(words, i - 1) || Negates(words, i - 2) && words[i - 1].Text == "jadi") return -Strong;
                    if (Negates(words, i - 2)) return 0;
                    stops = true;
                    break;
                case "message" or "send" or "receive" or "subscribe" or "remind" or "annoy":
                    messages = true;
                    subscribed |= words[i].Form.Class == "subscribe";
                    break;
                case "again":
                    again = true;
                    break;
                case "not" or "dont":
                    refused = true;
                    break;
                case "cancel":
                    cancelled = true;
                    break;
                // «berhenti langganan koran» is somebody else's.
                case "past" or "first" or "continue" or "start" or "wrong" or "block" or "elsewhere":
                    return 0;
                default:
                    break;
            }
        }

        // «batalkan stop» wants messages, «batalkan langganan, stop» does not.
        if (cancelled) return stops && !subscribed ? -Strong : 0;
        return stops && messages && (!again || refused) ? Strong : 0;
    }

    private static bool Negates(IReadOnlyList<Word> words, int at) => at >= 0 && words[at].Form.Class is ("not" or "dont");
}

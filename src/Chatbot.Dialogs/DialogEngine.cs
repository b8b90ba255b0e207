using Chatbot.Language;

namespace Chatbot.Dialogs;

/// <summary>Runs conversations. Pure: no clock, network, file or database; the same input gives the same turn.</summary>
public sealed class DialogEngine(Indonesian language)
{
    /// <summary>Begins a turn with a message of the person.</summary>
    public Turn Start(Conversation conversation, Incoming incoming)
    {
        language.Understand(incoming.Text, incoming.Now);
        return new Turn { Conversation = conversation, Incoming = incoming };
    }

    /// <summary>Goes on with a turn after its action was performed.</summary>
    public Turn Resume(Turn turn, ActionResult result) => turn;
}

namespace Chatbot.Language;

/// <summary>What it says to take one of the choices on offer: a value, or yes and no.</summary>
internal static class ChoiceReplies
{
    /// <summary>A choice on offer.</summary>
    public static FormReply? Chosen(ReplyText reply)
    {
        if (reply.Question.Choices.Count == 0 || QuestionCues.Asks(reply) || ChoiceReader.Read(reply) is not { } choice)
            return null;
        // «ya, tapi …» is read as a whole elsewhere
        return reply.Asked is "confirm" or "consent" && reply.Words.Count > 4 ? null : Taken(reply, choice);
    }

    public static FormReply Taken(ReplyText reply, FormChoice choice)
    {
        var given = new FormReply(ReplyAct.Provide) { Slots = SlotValue.One(reply.Asked, choice.Value) };
        if (reply.Asked is not ("confirm" or "consent"))
            return given;
        var yes = choice.Value is "yes" or "ya" or "true" or "confirm" or "benar" or "setuju" or "1"
            || BooleanRecognizer.Read(choice.Title) == true;
        var no = choice.Value is "no" or "tidak" or "false" or "deny" || BooleanRecognizer.Read(choice.Title) == false;
        if (yes == no)
            return given;
        return new FormReply(yes ? ReplyAct.Confirm : ReplyAct.Deny);
    }
}

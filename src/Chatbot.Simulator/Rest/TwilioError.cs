using Chatbot.Simulator.Messages;

namespace Chatbot.Simulator.Rest;

/// <summary>A refusal in the shape of Twilio's REST API.</summary>
internal sealed record TwilioError(int Code, string Message, int Status = 400)
{
    public static TwilioError NotFound(string path) => new(20404, $"The requested resource {path} was not found", 404);

    public static TwilioError NotComplete { get; } =
        new(20009, "Cannot delete or change the resource before it is complete", 409);

    public IResult Answer() => Results.Json(
        new { Code, Message, MoreInfo = $"https://www.twilio.com/docs/errors/{Code}", Status }, Wire.Json, statusCode: Status);
}

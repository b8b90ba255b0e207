using Chatbot.Simulator.Messages;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Contents;

/// <summary>How a content is shown to callers.</summary>
internal sealed class ContentView(IOptions<SimulatorOptions> options, TimeProvider clock)
{
    public object Of(Content content) => new
    {
        content.Sid,
        options.Value.AccountSid,
        content.FriendlyName,
        content.Language,
        content.Variables,
        content.Types,
        DateCreated = Wire.Iso8601(content.CreatedAt),
        DateUpdated = Wire.Iso8601(content.CreatedAt),
        Url = $"https://content.twilio.com/v1/Content/{content.Sid}",
        Links = new
        {
            ApprovalCreate = $"https://content.twilio.com/v1/Content/{content.Sid}/ApprovalRequests/whatsapp",
            ApprovalFetch = $"https://content.twilio.com/v1/Content/{content.Sid}/ApprovalRequests",
        },
    };

    public object WithApproval(Content content) => new
    {
        content.Sid,
        options.Value.AccountSid,
        content.FriendlyName,
        content.Language,
        content.Variables,
        content.Types,
        DateCreated = Wire.Iso8601(content.CreatedAt),
        DateUpdated = Wire.Iso8601(content.CreatedAt),
        ApprovalRequests = State(content),
    };

    public object Approval(Content content) => new
    {
        content.Sid,
        options.Value.AccountSid,
        Whatsapp = State(content),
        Url = $"https://content.twilio.com/v1/Content/{content.Sid}/ApprovalRequests",
    };

    /// <summary>For the control page: what was handed in, by what name, and what Meta says.</summary>
    public object Handed(Content content) => new
    {
        content.Sid,
        Name = content.Approval?.Name ?? content.FriendlyName,
        Category = content.Approval?.Category ?? "",
        Status = Status(content),
        Reason = content.Approval?.Reason ?? "",
    };

    /// <summary>The code with which Meta fails a message by a template that it stopped; null when it did not.</summary>
    public int? Stopped(Content content, bool whatsApp) => (whatsApp, Status(content)) switch
    {
        (true, "paused") => 63041,
        (true, "disabled") => 63042,
        _ => null,
    };

    public bool IsApproved(Content content) => Status(content) == "approved";

    // Lists in the window only: a list picker cannot be approved. https://www.twilio.com/docs/content/twilio-list-picker
    private string Status(Content content) => content.Approval switch
    {
        null => "unsubmitted",
        { Verdict: { Length: > 0 } verdict } => verdict,
        { ContentType: "twilio/list-picker" or "twilio/location" } => "rejected",
        { AskedAt: var asked } when clock.GetUtcNow() - asked < options.Value.ReviewAfter => "pending",
        _ => "approved",
    };

    private object State(Content content) => new
    {
        Type = "whatsapp",
        Name = content.Approval?.Name ?? "",
        Category = content.Approval?.Category ?? "",
        ContentType = content.Approval?.ContentType ?? "",
        Status = Status(content),
        RejectionReason = (Status(content), content.Approval?.Reason) switch
        {
            (_, { Length: > 0 } reason) => reason,
            ("rejected", _) => "This content type cannot be approved",
            _ => "",
        },
        AllowCategoryChange = true,
    };
}

using System.ComponentModel.DataAnnotations;

namespace Chatbot.Storage;

/// <summary>How Redis is used. Where it is stands in <c>ConnectionStrings:Redis</c>; empty, the database does its part.</summary>
internal sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>In front of every key, so that several services can share a Redis.</summary>
    [Required, RegularExpression("^[A-Za-z0-9_.-]{1,32}$")]
    public string KeyPrefix { get; set; } = "jaka";

    /// <summary>Seconds after which a call without an answer counts as failed; what it did is then unknown.</summary>
    [Range(1, 7)]
    public int AnswerSeconds { get; set; } = 3;

    /// <summary>Days after which a conversation in which nothing happened is forgotten.</summary>
    [Range(2, 3650)]
    public int IdleDays { get; set; } = 90;
}

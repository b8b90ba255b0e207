using Chatbot.Dialogs;

namespace Chatbot.Conversations;

/// <summary>Something a dialog can have done by the service (<c>do:</c>), offered by a feature.</summary>
/// <param name="Signature">What the checker of dialogs must know.</param>
/// <param name="Perform">Does it. The same turn may ask twice: an effect carries the turn's id and happens once.</param>
internal sealed record FeatureAction(ActionSignature Signature, Func<ActionContext, CancellationToken, Task<ActionResult>> Perform);

/// <summary>For whom and in which turn an action is performed.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="TurnId">The message that is being answered.</param>
/// <param name="Ordinal">The how-manieth action of the turn, from 1.</param>
/// <param name="PersonId">The person behind the address.</param>
/// <param name="Incoming">The message.</param>
/// <param name="Arguments">The slots of the flow.</param>
internal sealed record ActionContext(
    ConversationId Conversation,
    string TurnId,
    int Ordinal,
    string PersonId,
    Incoming Incoming,
    IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>A slot's value, or an empty text when the flow has none.</summary>
    public string this[string argument] => Arguments.GetValueOrDefault(argument, "");
}

/// <summary>All actions that the features offer, by name.</summary>
internal sealed class DialogActions
{
    private readonly Dictionary<string, FeatureAction> actions = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Two features offer actions of the same name.</exception>
    public DialogActions(IEnumerable<FeatureAction> offered)
    {
        foreach (var action in offered)
        {
            if (!actions.TryAdd(action.Signature.Name, action))
                throw new InvalidOperationException($"The action '{action.Signature.Name}' is offered twice.");
        }
    }

    /// <summary>For the checker of dialogs.</summary>
    public IReadOnlyList<ActionSignature> Signatures => [.. actions.Values.Select(action => action.Signature)];

    /// <exception cref="InvalidOperationException">No such action, or an outcome that it does not declare.</exception>
    public async Task<ActionResult> PerformAsync(string name, ActionContext context, CancellationToken cancellationToken)
    {
        if (!actions.TryGetValue(name, out var action)) throw new InvalidOperationException($"No feature offers the action '{name}'.");
        var result = await action.Perform(context, cancellationToken);
        return action.Signature.Outcomes.Contains(result.Outcome)
            ? result
            : throw new InvalidOperationException($"The action '{name}' gave the outcome '{result.Outcome}', which it does not declare.");
    }
}

/// <summary>How a feature offers an action.</summary>
internal static class DialogActionRegistration
{
    /// <summary>Offers an action that a part of the feature performs.</summary>
    public static IServiceCollection AddDialogAction<T>(
        this IServiceCollection services,
        ActionSignature signature,
        Func<T, ActionContext, CancellationToken, Task<ActionResult>> perform)
        where T : notnull =>
        services.AddSingleton(provider =>
        {
            var part = provider.GetRequiredService<T>();
            return new FeatureAction(signature, (context, cancellationToken) => perform(part, context, cancellationToken));
        });
}

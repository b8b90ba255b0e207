using Chatbot.Privacy.Records;

namespace Chatbot.Privacy.Erasing;

/// <summary>A kind of thing about people that is kept outside the database, and how one piece of it is erased there.</summary>
/// <param name="Kind">Such as <c>message</c>; the pieces that wait carry it.</param>
/// <param name="Of">What somebody has of it, beyond what tables name (<see cref="PersonalTable.Outside"/>).</param>
/// <param name="EraseAsync">Erases a piece; true when it is gone, also when it was gone before; false: try again later.</param>
internal sealed record OutsideErasure(
    string Kind, Func<DataSubject, IEnumerable<string>> Of, Func<string, CancellationToken, Task<bool>> EraseAsync);

/// <summary>Tells somebody, as the last message, that his data is being erased (UU 27/2022 art. 45). The same receipt tells once.</summary>
/// <param name="conversation">Key text of the conversation in which he asked.</param>
/// <param name="receipt">Number of the request.</param>
/// <param name="cancellationToken">Stops it.</param>
internal delegate Task TellErased(string conversation, string receipt, CancellationToken cancellationToken);

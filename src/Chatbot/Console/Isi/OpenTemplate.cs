using Chatbot.DialogData.Editions;

namespace Chatbot.Console.Isi;

/// <summary>The template that somebody works on, as the parts of its page share it.</summary>
public sealed class OpenTemplate
{
    internal OpenTemplate(TemplateOnDesk template) => Template = template;

    internal TemplateOnDesk Template { get; }
}
